package dev.leat.reactor;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

import ch.qos.logback.classic.Level;
import dev.leat.sim.SimPeer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who may come in, by address: how many of one, which of all.
 */
class AddressLimitTests {

	private static final MemoryBudget MEMORY = new MemoryBudget(1024);

	private final List<String> told = new ArrayList<>();

	private final ServerListener watch = new ServerListener() {

		@Override
		public void rejected(@Nullable SocketAddress remote, RejectReason reason) {
			AddressLimitTests.this.told.add(reason.word());
		}

		@Override
		public void limited(String setting) {
			AddressLimitTests.this.told.add(setting);
		}

	};

	private static InetAddress address(String text) {
		return Objects.requireNonNull(IpLiteral.parse(text), text);
	}

	private static SimPeer connect(Stepped stepped, String address) {
		SimPeer peer = stepped.network.connect(stepped.port(), address(address));
		stepped.step();
		return peer;
	}

	private Stepped perAddress(int max) {
		return Stepped.with((loops) -> {
		}, (config) -> config.maxConnectionsPerAddress(max), (connection) -> Servers.ECHO, this.watch);
	}

	private Stepped filtered(List<String> allow, List<String> deny) {
		return Stepped.with((loops) -> {
		}, (config) -> config.allow(allow).deny(deny), (connection) -> Servers.ECHO, this.watch);
	}

	@Test
	@DisplayName("FA13 of 500 connections of one address exactly so many are open as it may have")
	void exact() {
		try (Stepped stepped = perAddress(7)) {
			List<SimPeer> peers = new ArrayList<>();
			for (int i = 0; i < 500; i++) {
				peers.add(connect(stepped, "192.0.2.1"));
			}
			assertThat(stepped.stats().connections()).isEqualTo(7);
			assertThat(stepped.stats().rejected(RejectReason.ADDRESS_LIMIT)).isEqualTo(493);
			assertThat(peers.get(7).gotReset()).isTrue();
			peers.get(3).fin();
			stepped.step();
			assertThat(connect(stepped, "192.0.2.1").gotReset()).isFalse();
			assertThat(connect(stepped, "192.0.2.1").gotReset()).isTrue();
			assertThat(connect(stepped, "192.0.2.2").gotReset()).as("another address").isFalse();
		}
	}

	@Test
	@DisplayName("FA9 FA13 IPv6 addresses of one customer are one, IPv4 addresses are one however they are written")
	void folded() {
		try (Stepped stepped = perAddress(1)) {
			assertThat(connect(stepped, "2001:db8:1:2::1").gotReset()).isFalse();
			assertThat(connect(stepped, "2001:db8:1:2:ffff::2").gotReset()).isTrue();
			assertThat(connect(stepped, "2001:db8:1:3::1").gotReset()).isFalse();
			assertThat(connect(stepped, "192.0.2.1").gotReset()).isFalse();
			assertThat(connect(stepped, "::ffff:192.0.2.1").gotReset()).isTrue();
			assertThat(connect(stepped, "0.0.0.1").gotReset()).isFalse();
			assertThat(connect(stepped, "::1").gotReset()).as("the first half of ::1 is no IPv4 address").isFalse();
		}
	}

	@Test
	@DisplayName("FA13 of 60,000 addresses, one connection each, nothing is left when they are gone")
	void tableOfTheLive() {
		Admission admission = new Admission(
				ServerConfig.builder().maxConnections(60_000).maxConnectionsPerAddress(1).build(), new Places(60_000),
				MEMORY);
		for (int i = 0; i < 60_000; i++) {
			assertThat(admission.enter(source(i))).isNull();
		}
		assertThat(admission.enter(source(7))).isEqualTo(Refusal.SERVER_FULL);
		assertThat(admission.addresses()).isEqualTo(60_000);
		for (int i = 0; i < 60_000; i++) {
			admission.leave(source(i));
		}
		assertThat(admission.addresses()).isZero();
		assertThat(admission.inside()).isZero();
	}

	private static SocketAddress source(int number) {
		byte[] bytes = { 127, (byte) (number >> 16), (byte) (number >> 8), (byte) number };
		return new InetSocketAddress(IpLiteral.of(bytes), 1024);
	}

	@Test
	@DisplayName("FA13 without the limit no table is kept")
	void nothingKept() {
		Admission admission = new Admission(ServerConfig.builder().build(), new Places(9), MEMORY);
		assertThat(admission.enter(source(1))).isNull();
		assertThat(admission.addresses()).isZero();
		admission.leave(source(1));
		assertThat(admission.inside()).isZero();
	}

	@Test
	@DisplayName("FA12 FA13 threads that come and go at once never pass a limit, and nothing is left")
	void threads() throws Exception {
		Places process = new Places(6);
		Admission admission = new Admission(
				ServerConfig.builder().maxConnections(8).maxConnectionsPerAddress(2).build(), process, MEMORY);
		AtomicInteger inside = new AtomicInteger();
		AtomicInteger most = new AtomicInteger();
		List<Thread> threads = new ArrayList<>();
		for (int i = 0; i < 12; i++) {
			SocketAddress source = source(i % 4);
			threads.add(new Thread(() -> comeAndGo(admission, source, inside, most)));
		}
		threads.forEach(Thread::start);
		for (Thread thread : threads) {
			thread.join();
		}
		assertThat(most.get()).isBetween(1, 6);
		assertThat(admission.inside()).isZero();
		assertThat(process.taken()).isZero();
		assertThat(admission.addresses()).isZero();
	}

	private static void comeAndGo(Admission admission, SocketAddress source, AtomicInteger inside, AtomicInteger most) {
		for (int i = 0; i < 20_000; i++) {
			if (admission.enter(source) == null) {
				int now = inside.incrementAndGet();
				most.accumulateAndGet(now, Math::max);
				inside.decrementAndGet();
				admission.leave(source);
			}
		}
	}

	@Test
	@DisplayName("FA13 a client that a failing handler turns away gives its address back")
	void failedHandler() {
		try (Logs logs = Logs.of(LeatServer.class, Level.ERROR); Stepped stepped = Stepped.with((loops) -> {
		}, (config) -> config.maxConnectionsPerAddress(1), (connection) -> {
			throw new IllegalStateException("no handler");
		})) {
			for (int i = 0; i < 5; i++) {
				connect(stepped, "192.0.2.1");
			}
			assertThat(stepped.stats().rejected(RejectReason.ADDRESS_LIMIT)).isZero();
			assertThat(stepped.stats().closed(CloseReason.HANDLER_ERROR)).isEqualTo(5);
			assertThat(logs.lines()).hasSize(1);
		}
	}

	@Test
	@DisplayName("clients come from the ranges that are allowed")
	void allowed() {
		try (Stepped stepped = filtered(List.of("10.0.0.0/8", "2001:db8::/32"), List.of())) {
			assertThat(connect(stepped, "10.1.2.3").gotReset()).isFalse();
			assertThat(connect(stepped, "2001:db8::1").gotReset()).isFalse();
			assertThat(connect(stepped, "11.1.2.3").gotReset()).isTrue();
			assertThat(stepped.stats().rejected(RejectReason.DENIED)).isEqualTo(1);
			assertThat(this.told).containsExactly("allow", "denied");
		}
	}

	@Test
	@DisplayName("what is denied does not come in, even if it is allowed")
	void denied() {
		try (Stepped stepped = filtered(List.of("10.0.0.0/8"), List.of("10.9.0.0/16"))) {
			assertThat(connect(stepped, "10.9.2.3").gotReset()).isTrue();
			assertThat(connect(stepped, "10.8.2.3").gotReset()).isFalse();
			assertThat(this.told).containsExactly("deny", "denied");
		}
	}

	@Test
	@DisplayName("a client that is refused by its address holds no place and is logged")
	void refusedHoldsNoPlace() {
		try (Logs logs = Logs.of(LeatServer.class, Level.WARN);
				Stepped stepped = Stepped.with((config) -> config.maxConnections(1).deny(List.of("10.0.0.0/8")),
						Servers.ECHO)) {
			connect(stepped, "10.1.2.3");
			assertThat(connect(stepped, "11.1.2.3").gotReset()).isFalse();
			assertThat(logs.lines()).singleElement()
				.asString()
				.contains("'stepped' turned /10.1.2.3:", "away: denied;");
		}
	}

}
