package dev.leat.reactor;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import dev.leat.reactor.ProxyConfig.Mode;
import dev.leat.sim.SimPeer;
import dev.leat.tls.Contexts;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.leat.reactor.ProxyHeaders.TCP4;
import static dev.leat.reactor.ProxyHeaders.TCP6;
import static dev.leat.reactor.ProxyHeaders.binary;
import static dev.leat.reactor.ProxyHeaders.binary4;
import static dev.leat.reactor.ProxyHeaders.extension;
import static dev.leat.reactor.ProxyHeaders.join;
import static dev.leat.reactor.ProxyHeaders.text;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Connections of clients behind a proxy.
 */
class ProxyStageTests {

	private static final Duration FIVE = Duration.ofSeconds(5);

	private static final Duration NANO = Duration.ofNanos(1);

	private static final String CLIENT = "/192.0.2.1:4711";

	private final Recorder recorder = new Recorder();

	private final List<String> told = new ArrayList<>();

	private Stepped stepped(ProxyConfig config) {
		return Stepped.with((loops) -> {
		}, (settings) -> settings.proxyProtocol(config), (connection) -> this.recorder, new ServerListener() {

			@Override
			public void limited(String setting) {
				ProxyStageTests.this.told.add(setting);
			}

		});
	}

	private Stepped stepped(Mode mode) {
		return stepped(ProxyConfig.of(mode, List.of("127.0.0.1")));
	}

	private static SimPeer connect(Stepped stepped, byte[]... segments) {
		SimPeer peer = stepped.connect();
		Arrays.stream(segments).forEach(peer::send);
		stepped.step();
		return peer;
	}

	private void wasRejected(Stepped stepped, SimPeer peer, RejectReason reason) {
		assertThat(stepped.stats().rejected(reason)).isEqualTo(1);
		assertThat(peer.isReleased()).isTrue();
		assertThat(this.recorder.events).isEmpty();
		assertThat(stepped.stats().connections()).isZero();
	}

	static Stream<byte[]> headers() {
		return Stream.of(text(TCP4), binary4(), binary4(extension(4, new byte[300])));
	}

	@ParameterizedTest
	@MethodSource("headers")
	@DisplayName("FP2 FP3 the client's address is the connection's, and the payload in the same segment comes whole")
	void fused(byte[] header) {
		try (Stepped stepped = stepped(Mode.REQUIRED)) {
			connect(stepped, join(header, text("hello")));
			NioConnection connection = stepped.connection();
			assertThat(connection.remoteAddress()).hasToString(CLIENT);
			assertThat(connection.toString()).contains(CLIENT);
			ProxyInfo info = Objects.requireNonNull(connection.proxy());
			assertThat(((InetSocketAddress) info.peer()).getAddress().isLoopbackAddress()).isTrue();
			assertThat(info.destination()).hasToString("/203.0.113.9:443");
			assertThat(this.recorder.events).containsExactly("open", "data");
			assertThat(this.recorder.text()).isEqualTo("hello");
		}
	}

	@ParameterizedTest
	@MethodSource("headers")
	@DisplayName("FP2 a header that comes byte by byte is waited for, and no handler is called before it is whole")
	void byteByByte(byte[] header) {
		try (Stepped stepped = stepped(Mode.REQUIRED)) {
			SimPeer peer = stepped.connect();
			for (int i = 0; i < header.length - 1; i++) {
				peer.send(new byte[] { header[i] });
				stepped.step();
			}
			assertThat(this.recorder.events).isEmpty();
			peer.send(new byte[] { header[header.length - 1] });
			stepped.step();
			assertThat(this.recorder.events).containsExactly("open");
			peer.send("hello");
			stepped.step();
			assertThat(this.recorder.text()).isEqualTo("hello");
		}
	}

	@Test
	@DisplayName("FP3 much payload behind the header comes whole, in order")
	void muchPayload() {
		byte[] payload = Bytes.random(100_000);
		try (Stepped stepped = stepped(Mode.REQUIRED)) {
			SimPeer peer = connect(stepped, join(text(TCP6), payload));
			peer.send("!").fin();
			stepped.step();
			assertThat(this.recorder.input.toByteArray()).isEqualTo(join(payload, text("!")));
			assertThat(this.recorder.events).containsExactly("open", "data", "input-end", "close PEER_CLOSED");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "PROXY TCP4 192.0.2.1" })
	@DisplayName("FB8 FP2 a header that is not whole after five seconds is given up, not before, however slowly it comes")
	void late(String sent) {
		try (Stepped stepped = stepped(Mode.REQUIRED)) {
			SimPeer peer = stepped.connect();
			for (int i = 0; i < sent.length(); i++) {
				peer.send(sent.substring(i, i + 1));
				stepped.advance(Duration.ofMillis(1));
			}
			stepped.advance(FIVE.minusMillis(sent.length()).minus(NANO));
			assertThat(peer.isReleased()).isFalse();
			stepped.advance(NANO);
			wasRejected(stepped, peer, RejectReason.PROXY_HEADER);
			assertThat(this.told).containsExactly("proxy-protocol.header-timeout");
		}
	}

	@Test
	@DisplayName("FP4 a client without a header is turned away where one is required")
	void missing() {
		try (Logs logs = Logs.of(LeatServer.class, Level.WARN); Stepped stepped = stepped(Mode.REQUIRED)) {
			wasRejected(stepped, connect(stepped, text("GET / HTTP/1.1\r\n\r\n")), RejectReason.PROXY_HEADER);
			assertThat(this.told).containsExactly("proxy-protocol.mode");
			assertThat(logs.lines()).singleElement()
				.asString()
				.contains("127.0.0.1", "away: proxy-header, there is no header;");
		}
	}

	@Test
	@DisplayName("a health check that connects and leaves is turned away without a line in the log")
	void leaves() {
		try (Logs logs = Logs.of(LeatServer.class, Level.WARN); Stepped stepped = stepped(Mode.REQUIRED)) {
			SimPeer peer = stepped.connect().fin();
			stepped.step();
			wasRejected(stepped, peer, RejectReason.PROXY_HEADER);
			assertThat(logs.lines()).isEmpty();
		}
	}

	@Test
	@DisplayName("FE19 FP2 FP4 a malformed header is turned away in either mode, and the log says what was wrong, and of whom")
	void malformed() {
		for (Mode mode : Mode.values()) {
			try (Logs logs = Logs.of(LeatServer.class, Level.WARN); Stepped stepped = stepped(mode)) {
				wasRejected(stepped, connect(stepped, text("PROXY TCP4 192.0.2.01 203.0.113.9 1 2\r\nhello")),
						RejectReason.PROXY_HEADER);
				assertThat(this.told).isEmpty();
				assertThat(logs.lines()).singleElement()
					.asString()
					.contains("localhost/127.0.0.1:", "it has an address or a port that is none");
			}
		}
	}

	@Test
	@DisplayName("FP3 a header over the cap is turned away, and names the setting")
	void tooLong() {
		ProxyConfig config = ProxyConfig.of(Mode.REQUIRED, List.of("127.0.0.0/8")).maxHeaderSize(200);
		try (Stepped stepped = stepped(config)) {
			wasRejected(stepped, connect(stepped, binary4(extension(4, new byte[200]))), RejectReason.PROXY_HEADER);
			assertThat(this.told).containsExactly("proxy-protocol.max-header-size");
		}
	}

	static Stream<byte[]> headersOfNobody() {
		return Stream.of(text("PROXY UNKNOWN\r\n"), text("PROXY UNKNOWN 192.0.2.1 192.0.2.2 1 2\r\n"),
				binary(0x20, 0x00), binary(0x20, 0x11, ProxyHeaders.addresses("192.0.2.1", "192.0.2.2")),
				binary(0x21, 0x00));
	}

	@ParameterizedTest
	@MethodSource("headersOfNobody")
	@DisplayName("FP4 LOCAL and UNKNOWN keep the real address")
	void realAddress(byte[] header) {
		try (Stepped stepped = stepped(Mode.REQUIRED)) {
			connect(stepped, join(header, text("hello")));
			ProxyInfo info = Objects.requireNonNull(stepped.connection().proxy());
			assertThat(stepped.connection().remoteAddress()).isEqualTo(info.peer());
			assertThat(info.destination()).isNull();
			assertThat(this.recorder.text()).isEqualTo("hello");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "hello", "P", "PROXIMA", "\r\n" })
	@DisplayName("FP4 where it is optional a client without a header is itself, and all its bytes come")
	void optional(String sent) {
		try (Stepped stepped = stepped(Mode.OPTIONAL)) {
			SimPeer peer = connect(stepped, text(sent)).send("|");
			stepped.step();
			assertThat(this.recorder.text()).isEqualTo(sent + "|");
			assertThat(stepped.connection().proxy()).isNull();
			assertThat(((InetSocketAddress) stepped.connection().remoteAddress()).getPort()).isEqualTo(peer.port());
		}
	}

	@Test
	@DisplayName("where it is optional a client that says nothing is served after the time for the header")
	void silent() {
		try (Stepped stepped = stepped(Mode.OPTIONAL)) {
			SimPeer peer = stepped.connect();
			stepped.advance(FIVE.minus(NANO));
			assertThat(this.recorder.events).isEmpty();
			stepped.advance(NANO);
			assertThat(this.recorder.events).containsExactly("open");
			peer.send(TCP4);
			stepped.step();
			assertThat(this.recorder.text()).as("it is too late for a header").isEqualTo(TCP4);
			assertThat(this.told).isEmpty();
		}
	}

	@Test
	@DisplayName("where it is optional a health check that connects and leaves is a client that leaves")
	void healthCheck() {
		try (Stepped stepped = stepped(Mode.OPTIONAL)) {
			stepped.connect().fin();
			stepped.step();
			assertThat(this.recorder.events).containsExactly("open", "input-end", "close PEER_CLOSED");
		}
	}

	@Test
	@DisplayName("FP2 where it is optional a header that has begun has to become whole")
	void begun() {
		try (Stepped stepped = stepped(Mode.OPTIONAL)) {
			SimPeer peer = connect(stepped, text("PRO"));
			stepped.advance(FIVE);
			wasRejected(stepped, peer, RejectReason.PROXY_HEADER);
		}
	}

	/** Something comes between the last look at the socket and the end of the time. */
	private static SimPeer sendsInTheLastMoment(Stepped stepped, String sent) {
		SimPeer peer = stepped.connect();
		stepped.loops.get(0).timers().arm(new HeapTimer() {

			@Override
			void fire() {
				peer.send(sent);
			}

		}, stepped.clock.nanos() + FIVE.minus(NANO).toNanos());
		stepped.advance(FIVE);
		return peer;
	}

	@ParameterizedTest
	@ValueSource(strings = { "P", "\r", "PROXY TCP4 192.0.2.1" })
	@DisplayName("FB8 FP2 where it is optional a header that begins in the last moment is not waited for")
	void begunTooLate(String sent) {
		try (Stepped stepped = stepped(Mode.OPTIONAL)) {
			SimPeer peer = sendsInTheLastMoment(stepped, sent);
			stepped.advance(Duration.ofHours(1));
			wasRejected(stepped, peer, RejectReason.PROXY_HEADER);
			assertThat(this.told).containsExactly("proxy-protocol.header-timeout");
		}
	}

	@Test
	@DisplayName("FP2 where it is optional a header that comes whole in the last moment counts")
	void wholeInTheLastMoment() {
		try (Stepped stepped = stepped(Mode.OPTIONAL)) {
			sendsInTheLastMoment(stepped, TCP4 + "hello");
			assertThat(stepped.connection().remoteAddress()).hasToString(CLIENT);
			assertThat(this.recorder.text()).isEqualTo("hello");
		}
	}

	@ParameterizedTest
	@EnumSource
	@DisplayName("FP1 the header of a peer that is not trusted is not believed")
	void untrusted(Mode mode) {
		try (Logs logs = Logs.of(LeatServer.class, Level.WARN);
				Stepped stepped = stepped(ProxyConfig.of(mode, List.of("10.0.0.0/8", "::/0")))) {
			wasRejected(stepped, connect(stepped, text(TCP4 + "hello")), RejectReason.PROXY_UNTRUSTED);
			assertThat(this.told).containsExactly("proxy-protocol.trusted-proxies");
			assertThat(logs.lines()).singleElement().asString().contains("127.0.0.1:", "proxy-untrusted");
		}
	}

	@Test
	@DisplayName("FP1 where a header is required a peer that is not trusted is not waited for")
	void untrustedAtOnce() {
		try (Stepped stepped = stepped(ProxyConfig.of(Mode.REQUIRED, List.of("10.0.0.0/8")))) {
			assertThat(stepped.connect().gotReset()).isTrue();
			assertThat(stepped.stats().accepted()).isZero();
		}
	}

	@Test
	@DisplayName("FP1 a peer that is not trusted and sends no header is a client where that is optional")
	void untrustedClient() {
		try (Stepped stepped = stepped(ProxyConfig.of(Mode.OPTIONAL, List.of("10.0.0.0/8")))) {
			connect(stepped, text("hello"));
			assertThat(this.recorder.text()).isEqualTo("hello");
		}
	}

	@Test
	@DisplayName("FA13 limits by address count the client behind the proxy, and forget it when it leaves")
	void limitsCountTheClient() {
		try (Stepped stepped = Stepped
			.with((config) -> config.proxyProtocol(ProxyConfig.of(Mode.REQUIRED, List.of("127.0.0.1")))
				.maxConnectionsPerAddress(2), Servers.ECHO)) {
			List<SimPeer> peers = new ArrayList<>();
			for (int client = 0; client < 50; client++) {
				for (int i = 0; i < 3; i++) {
					peers.add(connect(stepped, text("PROXY TCP4 192.0.2." + client + " 203.0.113.9 4711 443\r\n")));
				}
			}
			assertThat(stepped.stats().connections()).isEqualTo(100);
			assertThat(stepped.stats().rejected(RejectReason.ADDRESS_LIMIT)).isEqualTo(50);
			peers.forEach(SimPeer::fin);
			stepped.step();
			assertThat(stepped.stats().connections()).isZero();
			assertThat(connect(stepped, text(TCP4)).isReleased()).isFalse();
		}
	}

	@Test
	@DisplayName("FA13 who is turned away before its header has come takes nothing from anybody's count")
	void unknownCountsForNobody() {
		try (Stepped stepped = Stepped
			.with((config) -> config.proxyProtocol(ProxyConfig.of(Mode.OPTIONAL, List.of("127.0.0.1")))
				.maxConnectionsPerAddress(1), Servers.ECHO)) {
			connect(stepped, text("direct"));
			connect(stepped, text("PROXY nonsense\r\n"));
			assertThat(stepped.stats().rejected(RejectReason.PROXY_HEADER)).isEqualTo(1);
			connect(stepped, text("another"));
			assertThat(stepped.stats().rejected(RejectReason.ADDRESS_LIMIT)).isEqualTo(1);
		}
	}

	@Test
	@DisplayName("allowed and denied is the client behind the proxy, not the proxy")
	void filtersTheClient() {
		try (Logs logs = Logs.of(LeatServer.class, Level.WARN);
				Stepped stepped = Stepped
					.with((config) -> config.proxyProtocol(ProxyConfig.of(Mode.REQUIRED, List.of("127.0.0.1")))
						.deny(List.of("127.0.0.0/8", "192.0.2.0/24")), Servers.ECHO)) {
			assertThat(connect(stepped, text(TCP4)).gotReset()).isFalse();
			assertThat(stepped.stats().rejected(RejectReason.DENIED)).isEqualTo(1);
			assertThat(logs.lines()).singleElement().asString().contains("denied, the client behind it is " + CLIENT);
			connect(stepped, text(TCP6));
			assertThat(stepped.stats().connections()).isEqualTo(1);
		}
	}

	@Test
	@DisplayName("a stop while the header is awaited leaves nothing")
	void stopWhileWaiting() {
		Stepped stepped = stepped(Mode.REQUIRED);
		SimPeer peer = connect(stepped, text("PROXY"));
		stepped.close();
		assertThat(peer.isReleased()).isTrue();
		assertThat(stepped.stats().rejected(RejectReason.DRAINING)).isEqualTo(1);
		assertThat(stepped.network.open()).isZero();
	}

	private Stepped overTls() {
		return overTls(100);
	}

	private Stepped overTls(int handshakes) {
		return Stepped.with((config) -> config.proxyProtocol(ProxyConfig.of(Mode.REQUIRED, List.of("127.0.0.1")))
			.tls(TlsConfig.builder(Contexts.server()).maxHandshakes(handshakes).build()), this.recorder);
	}

	@Test
	@DisplayName("FP5 behind a proxy a TLS client is told of first, and then shakes hands")
	void thenTls() throws Exception {
		try (Stepped stepped = overTls()) {
			TlsPeer client = TlsPeer.to(stepped);
			client.peer.send(binary4());
			client.exchange().send("secret");
			assertThat(this.recorder.text()).isEqualTo("secret");
			assertThat(stepped.connection().remoteAddress()).hasToString(CLIENT);
			assertThat(stepped.connection().tls()).isNotNull();
		}
	}

	@Test
	@DisplayName("FP3 FP5 the first record of a handshake may come in the header's segment, or be cut by it")
	void fusedWithTls() throws Exception {
		for (int cut : new int[] { 0, 1, 5, 100 }) {
			try (Stepped stepped = overTls()) {
				TlsPeer client = TlsPeer.to(stepped);
				byte[] hello = client.own();
				int from = hello.length - cut;
				client.peer.send(join(text(TCP4), Arrays.copyOf(hello, from)));
				stepped.step();
				client.peer.send(Arrays.copyOfRange(hello, from, hello.length));
				client.exchange().send("cut at " + cut + ";");
			}
		}
		assertThat(this.recorder.text()).isEqualTo("cut at 0;cut at 1;cut at 5;cut at 100;");
	}

	@Test
	@DisplayName("FP5 TLS ahead of the header is no header")
	void tlsFirst() throws Exception {
		try (Stepped stepped = overTls()) {
			TlsPeer client = TlsPeer.to(stepped).exchange();
			wasRejected(stepped, client.peer, RejectReason.PROXY_HEADER);
		}
	}

	@Test
	@DisplayName("FP5 a header on a server that expects none is data, and over TLS no TLS")
	void unexpected() throws Exception {
		try (Stepped stepped = Stepped.of(this.recorder)) {
			connect(stepped, text(TCP4));
			assertThat(this.recorder.text()).isEqualTo(TCP4);
			assertThat(((InetSocketAddress) stepped.connection().remoteAddress()).getAddress().isLoopbackAddress())
				.isTrue();
		}
		try (Stepped stepped = Stepped.with((config) -> config.tls(TlsConfig.builder(Contexts.server()).build()),
				new Recorder())) {
			connect(stepped, text(TCP4));
			assertThat(stepped.stats().rejected(RejectReason.NOT_TLS)).isEqualTo(1);
		}
	}

	@Test
	@DisplayName("FP2 FT2 who waits for a header takes no place of ssl.max-handshakes; who comes to the handshake waits for one")
	void handshakePlaces() throws Exception {
		try (Stepped stepped = overTls(1)) {
			List<TlsPeer> clients = List.of(TlsPeer.to(stepped), TlsPeer.to(stepped), TlsPeer.to(stepped));
			assertThat(stepped.stats().accepted()).as("nobody has sent a header").isEqualTo(3);
			assertThat(stepped.stats().acceptPaused(AcceptPause.HANDSHAKES)).isFalse();
			clients.forEach((client) -> client.peer.send(binary4()));
			stepped.step();
			TlsPeer second = clients.get(1).exchange();
			TlsPeer third = clients.get(2).exchange();
			assertThat(second.isSecure() || third.isSecure()).as("the first has the only place").isFalse();
			clients.get(0).exchange().send("first;");
			second.exchange().send("second;");
			third.exchange().send("third;");
			assertThat(this.recorder.text()).isEqualTo("first;second;third;");
		}
	}

	@Test
	@DisplayName("FT2 who waits for a place in vain is turned away in time, and the place goes to the next one")
	void placeOfTheLate() throws Exception {
		try (Stepped stepped = overTls(1)) {
			List<TlsPeer> clients = List.of(TlsPeer.to(stepped), TlsPeer.to(stepped));
			clients.forEach((client) -> client.peer.send(binary4()));
			stepped.step().advance(Duration.ofMinutes(1));
			assertThat(stepped.stats().rejected(RejectReason.HANDSHAKE_TIMEOUT)).isEqualTo(2);
			TlsPeer late = TlsPeer.to(stepped);
			late.peer.send(binary4());
			assertThat(late.exchange().isSecure()).isTrue();
		}
	}

}
