package dev.leat.reactor;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.leat.sim.SimPeer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Connections are found by a key until they end.
 */
class ConnectionIndexTests {

	private final ConnectionIndex<String> index = new ConnectionIndex<>();

	@Test
	@DisplayName("an entry leaves when its connection ends")
	void leaves() {
		try (Stepped stepped = Stepped.of(new Recorder())) {
			SimPeer peer = stepped.connect();
			Connection device = stepped.connection();
			assertThat(this.index.put("pump", device)).isNull();
			assertThat(this.index.get("pump")).isSameAs(device);
			assertThat(this.index.size()).isEqualTo(1);
			peer.fin();
			stepped.step();
			assertThat(this.index.get("pump")).isNull();
			assertThat(this.index.size()).isZero();
		}
	}

	@Test
	@DisplayName("a connection that was replaced does not take its successor's entry with it")
	void replaced() {
		try (Stepped stepped = Stepped.of(new Recorder())) {
			SimPeer first = stepped.connect();
			Connection old = stepped.connection();
			this.index.put("pump", old);
			stepped.connect();
			Connection young = stepped.server.connections().find(old.id() + 1);
			assertThat(young).isNotNull();
			assertThat(this.index.put("pump", young)).isSameAs(old);
			old.close(CloseReason.REPLACED);
			first.fin();
			stepped.step();
			assertThat(stepped.stats().closed(CloseReason.REPLACED)).isEqualTo(1);
			assertThat(this.index.get("pump")).isSameAs(young);
		}
	}

	@Test
	@DisplayName("a connection that has ended already does not stay")
	void late() {
		try (Stepped stepped = Stepped.of(new Recorder())) {
			stepped.connect();
			Connection device = stepped.connection();
			device.abort();
			stepped.step();
			this.index.put("pump", device);
			stepped.step();
			assertThat(this.index.size()).isZero();
		}
	}

	@Test
	@DisplayName("entering a connection again by its key replaces nothing")
	void again() {
		try (Stepped stepped = Stepped.of(new Recorder())) {
			stepped.connect();
			Connection device = stepped.connection();
			this.index.put("pump", device);
			assertThat(this.index.put("pump", device)).isNull();
			Map<String, Connection> seen = new HashMap<>();
			this.index.forEach(seen::put);
			assertThat(seen).containsOnly(Map.entry("pump", device));
			assertThat(this.index.remove("valve", device)).isFalse();
			assertThat(this.index.remove("pump", device)).isTrue();
			assertThat(this.index.get("pump")).isNull();
		}
	}

	@Test
	@DisplayName("a connection may be found by several keys, and leaves with all of them")
	void severalKeys() {
		try (Stepped stepped = Stepped.of(new Recorder())) {
			stepped.connect();
			Connection device = stepped.connection();
			this.index.put("pump", device);
			this.index.put("valve", device);
			assertThat(this.index.remove("pump", device)).isTrue();
			this.index.put("pump", device);
			assertThat(this.index.size()).isEqualTo(2);
			device.abort();
			stepped.step();
			assertThat(this.index.size()).isZero();
		}
	}

	@Test
	@DisplayName("asking for the end again and again costs nothing")
	void sameStage() {
		try (Stepped stepped = Stepped.of(new Recorder())) {
			stepped.connect();
			Connection device = stepped.connection();
			assertThat(device.closed() == device.closed()).isTrue();
		}
	}

	@Test
	@DisplayName("an entry leaves with its connection, though another thread was just replacing one like it")
	void enteredWhileReplaced() throws Exception {
		HeldConnection device = new HeldConnection();
		Connection young = new HeldConnection().connection;
		leavesAfter(device, () -> this.index.put("pump", young));
	}

	@Test
	@DisplayName("an entry leaves with its connection, though another thread was just removing one like it")
	void enteredWhileRemoved() throws Exception {
		HeldConnection device = new HeldConnection();
		leavesAfter(device, () -> this.index.remove("pump", device.connection));
	}

	/** Enters a connection again in the midst of what takes its entry away. */
	private void leavesAfter(HeldConnection device, Callable<?> taking) throws Exception {
		this.index.put("pump", device.connection);
		device.hold();
		Aside<?> taker = Aside.run(taking);
		device.held.await();
		Thread again = new Thread(() -> this.index.put("pump", device.connection));
		again.start();
		while (again.getState() != Thread.State.BLOCKED && again.isAlive()) {
			Thread.onSpinWait();
		}
		device.goOn.countDown();
		taker.get();
		again.join();
		assertThat(this.index.get("pump")).isSameAs(device.connection);
		device.closed.complete(CloseReason.LOCAL);
		assertThat(this.index.size()).isZero();
	}

	/** A connection that holds a thread which looks it up. */
	private static final class HeldConnection implements InvocationHandler {

		final Connection connection = (Connection) Proxy.newProxyInstance(Connection.class.getClassLoader(),
				new Class<?>[] { Connection.class }, this);

		final CompletableFuture<CloseReason> closed = new CompletableFuture<>();

		final CountDownLatch held = new CountDownLatch(1);

		final CountDownLatch goOn = new CountDownLatch(1);

		private final AtomicBoolean holds = new AtomicBoolean();

		/** Holds the next one. */
		void hold() {
			this.holds.set(true);
		}

		@Override
		public Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
			return switch (method.getName()) {
				case "hashCode" -> hash();
				case "equals" -> arguments != null && proxy == arguments[0];
				case "closed" -> this.closed;
				case "toString" -> "held";
				default -> throw new UnsupportedOperationException(method.getName());
			};
		}

		private int hash() throws InterruptedException {
			if (this.holds.compareAndSet(true, false)) {
				this.held.countDown();
				this.goOn.await();
			}
			return System.identityHashCode(this);
		}

	}

}
