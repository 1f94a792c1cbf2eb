package dev.leat.reactor;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import dev.leat.sim.SimPeer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a handler knows of its connection, from the first callback to the last.
 */
class ConnectionContextTests {

	private final List<String> told = new ArrayList<>();

	/** Notes in every callback what is attached. */
	private final ConnectionHandler attached = new ConnectionHandler() {
		@Override
		public void onOpen(Connection connection) {
			ConnectionContextTests.this.told.add("open " + connection.<String>attachment());
		}

		@Override
		public void onData(Connection connection, ByteBuffer data) {
			ConnectionContextTests.this.told.add(Bytes.take(data) + " " + connection.<String>attachment());
		}

		@Override
		public void onClose(Connection connection, CloseReason reason, @Nullable Throwable cause) {
			ConnectionContextTests.this.told.add("close " + connection.<String>attachment());
		}
	};

	@Test
	@DisplayName("S3-23 a connection knows its number, its server, its loop, both addresses and what is attached to it")
	void identity() {
		try (Stepped stepped = Stepped.of(Servers.ECHO)) {
			stepped.connect();
			NioConnection connection = stepped.connection();
			assertThat(connection.id()).isPositive();
			assertThat(connection.server()).isEqualTo("stepped");
			assertThat(connection.loop()).isIn(stepped.loops);
			assertThat(connection.localAddress()).isInstanceOfSatisfying(InetSocketAddress.class,
					(address) -> assertThat(address.getPort()).isEqualTo(stepped.port()));
			assertThat(connection.remoteAddress()).isNotEqualTo(connection.localAddress());
			assertThat(connection.<Object>attachment()).isNull();
		}
	}

	@Test
	@DisplayName("S3-26 each connection has a context of its own, which is there in every callback, to the last")
	void ownContext() {
		int[] made = { 0 };
		try (Stepped stepped = Stepped.with((loops) -> {
		}, (config) -> {
		}, (connection) -> {
			connection.attach("context " + ++made[0]);
			return this.attached;
		})) {
			SimPeer first = stepped.connect();
			SimPeer second = stepped.connect();
			second.send("two").fin();
			stepped.step();
			first.send("one").fin();
			stepped.step();
		}
		assertThat(this.told).containsExactly("open context 1", "open context 2", "two context 2", "close context 2",
				"one context 1", "close context 1");
	}

	@Test
	@DisplayName("Y7 data that is there before the connection is accepted finds onOpen done and the context set")
	void contextBeforeData() {
		List<Boolean> onLoop = new ArrayList<>();
		try (Stepped stepped = Stepped.with((loops) -> loops.threads(1), (config) -> {
		}, (connection) -> {
			onLoop.add(((NioConnection) connection).loop().inLoop());
			connection.attach("set");
			return this.attached;
		})) {
			stepped.network.connect(stepped.port()).send("early");
			stepped.step();
			assertThat(this.told).containsExactly("open set", "early set");
			assertThat(onLoop).containsExactly(true);
		}
	}

	@Test
	@DisplayName("S3-22 S3-B5 one handler is set once and serves every connection, each message with the same object")
	void sameObject() {
		Set<Connection> seen = new LinkedHashSet<>();
		try (Stepped stepped = Stepped.of((connection, data) -> {
			seen.add(connection);
			connection.write(data);
		})) {
			SimPeer first = stepped.connect();
			SimPeer second = stepped.connect();
			for (int i = 0; i < 100; i++) {
				first.send("a");
				second.send("b");
				stepped.step();
			}
			assertThat(seen).hasSize(2);
			assertThat(first.text()).isEqualTo("a".repeat(100));
			assertThat(second.text()).isEqualTo("b".repeat(100));
		}
	}

	@Test
	@DisplayName("S3-B5 a connection that an application keeps after its end answers, and does no harm")
	void keptAfterTheEnd() {
		try (Stepped stepped = Stepped.of(Servers.ECHO)) {
			stepped.connect();
			NioConnection kept = stepped.connection();
			kept.abort();
			stepped.step();
			SimPeer next = stepped.connect();
			kept.write(Bytes.of("late"));
			kept.pauseReading();
			kept.resumeReading();
			kept.shutdownOutput();
			kept.close();
			kept.abort();
			next.send("unharmed");
			stepped.step();
			assertThat(kept.isOpen()).isFalse();
			assertThat(kept.closed().toCompletableFuture()).isCompletedWithValue(CloseReason.LOCAL);
			assertThat(kept.remoteAddress()).isNotNull();
			assertThat(next.text()).isEqualTo("unharmed");
			assertThat(stepped.stats().closed(CloseReason.LOCAL)).isEqualTo(1);
		}
	}

}
