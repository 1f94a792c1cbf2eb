package dev.leat.reactor;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;

import javax.net.ssl.SSLException;

import ch.qos.logback.classic.Level;
import dev.leat.sim.SimPeer;
import dev.leat.tls.Contexts;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * What ends before the handshake is complete: it counts as rejected, and no handler sees
 * it.
 */
class TlsRejectionTests {

	private final Recorder handler = new Recorder();

	private static Consumer<ServerConfig.Builder> tls() {
		return (config) -> config.tls(TlsConfig.builder(Contexts.server()).build());
	}

	private Stepped stepped() {
		return Stepped.with(tls(), this.handler);
	}

	private void assertRejected(Stepped stepped, SimPeer peer, RejectReason reason) {
		assertThat(peer.isReleased()).isTrue();
		assertThat(stepped.stats().rejected(reason)).isEqualTo(1);
		assertThat(CloseReason.values()).allSatisfy((close) -> assertThat(stepped.stats().closed(close)).isZero());
		assertThat(stepped.stats().connections()).isZero();
		assertThat(stepped.group.bufferStats().used()).isZero();
		assertThat(this.handler.events).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET / HTTP/1.1\r\n\r\n", "h", "\u0000", "SSH-2.0-OpenSSH_9.2\r\n" })
	@DisplayName("FE19 FT5 who does not speak TLS is turned away at its first byte, without a stack trace")
	void plaintext(String text) {
		try (Logs logs = Logs.of(LeatServer.class, Level.INFO); Stepped stepped = stepped()) {
			SimPeer peer = stepped.connect().send(text);
			stepped.step();
			assertRejected(stepped, peer, RejectReason.NOT_TLS);
			assertThat(stepped.stats().handshakes(TlsResult.NOT_TLS, "none")).isEqualTo(1);
			assertThat(logs.lines()).singleElement().asString().contains("not-tls", "did not speak TLS");
			assertThat(logs.throwables()).isEmpty();
		}
	}

	@Test
	@DisplayName("FT1 a handshake that stops after any number of bytes ends at its deadline, and not before")
	void stalls() throws SSLException {
		byte[] hello;
		try (Stepped stepped = stepped()) {
			hello = TlsPeer.to(stepped).own();
		}
		for (int length = 0; length < hello.length; length++) {
			try (Stepped stepped = stepped()) {
				SimPeer peer = stepped.connect();
				if (length > 0) {
					peer.send(Arrays.copyOf(hello, length));
				}
				stepped.advance(Duration.ofSeconds(10).minusNanos(1));
				assertThat(peer.isReleased()).as("%s bytes", length).isFalse();
				stepped.advance(Duration.ofNanos(1));
				assertRejected(stepped, peer, RejectReason.HANDSHAKE_TIMEOUT);
				assertThat(stepped.stats().handshakes(TlsResult.TIMEOUT, "none")).isEqualTo(1);
				assertThat(stepped.stats().handshakeNanos(TlsResult.TIMEOUT, "none")).isEqualTo(10_000_000_000L);
			}
		}
	}

	@Test
	@DisplayName("FB8 FT1 bytes that trickle in do not move the deadline")
	void trickle() throws SSLException {
		try (Stepped stepped = stepped()) {
			TlsPeer client = TlsPeer.to(stepped);
			byte[] hello = client.own();
			for (int i = 0; i < 10; i++) {
				client.peer.send(new byte[] { hello[i] });
				stepped.advance(Duration.ofSeconds(1));
			}
			assertRejected(stepped, client.peer, RejectReason.HANDSHAKE_TIMEOUT);
		}
	}

	@ParameterizedTest
	@CsvSource({ "1603", "160303", "16030300", "1603030000", "160303000101", "1603034000", "1603034001", "1603034800",
			"1603034801", "160303FFFF", "1403030001", "15030300020228", "1703030010", "1603010005FFFFFFFFFF",
			"16050500050100000100" })
	@DisplayName("FT6 whatever comes instead of a hello holds one buffer at most, and is turned away")
	void garbage(String header) {
		try (Stepped stepped = stepped()) {
			SimPeer peer = stepped.connect();
			peer.send(HexFormat.of().parseHex(header));
			stepped.step();
			assertThat(stepped.group.bufferStats().used()).isLessThanOrEqualTo(32 * 1024);
			for (int i = 0; i < 8 && !peer.isReleased(); i++) {
				peer.send(new byte[4096]);
				stepped.step();
				assertThat(stepped.group.bufferStats().used()).isLessThanOrEqualTo(32 * 1024);
			}
			stepped.advance(Duration.ofSeconds(2));
			assertRejected(stepped, peer, RejectReason.HANDSHAKE_FAILED);
		}
	}

	@Test
	@DisplayName("FT6 a record that is longer than any may be is not waited for")
	void oversized() {
		try (Stepped stepped = stepped()) {
			SimPeer peer = stepped.connect().send(HexFormat.of().parseHex("160303FFFF"));
			stepped.step();
			assertRejected(stepped, peer, RejectReason.HANDSHAKE_FAILED);
		}
	}

	@Test
	@DisplayName("a client that leaves before it said anything is rejected, as one that resets is")
	void leaves() {
		try (Stepped stepped = stepped()) {
			SimPeer peer = stepped.connect().fin();
			stepped.step();
			assertRejected(stepped, peer, RejectReason.HANDSHAKE_FAILED);
		}
		try (Stepped stepped = stepped()) {
			SimPeer peer = stepped.connect().reset();
			stepped.step();
			assertRejected(stepped, peer, RejectReason.HANDSHAKE_FAILED);
		}
	}

	@Test
	@DisplayName("a client that trusts somebody else says so, and is rejected")
	void distrusts() throws IOException {
		try (Stepped stepped = stepped()) {
			TlsPeer client = TlsPeer
				.to(stepped, Contexts.of(null, dev.leat.tls.Identity.authority("Somebody else")), (parameters) -> {
				})
				.exchange();
			assertThat(client.failure).hasMessageContaining("PKIX");
			client.peer.fin();
			stepped.step();
			assertRejected(stepped, client.peer, RejectReason.HANDSHAKE_FAILED);
		}
	}

	@Test
	@DisplayName("a server that stops does not wait for handshakes")
	void stops() throws SSLException {
		Stepped stepped = stepped();
		SimPeer peer = stepped.connect();
		stepped.close();
		assertRejected(stepped, peer, RejectReason.DRAINING);
		assertThat(stepped.network.open()).isZero();
	}

	@Test
	@DisplayName("FT2 ssl.max-handshakes: further clients wait in the backlog until one is through or turned away")
	void maxHandshakes() throws SSLException {
		try (Stepped stepped = Stepped.with(
				(config) -> config.tls(TlsConfig.builder(Contexts.server()).maxHandshakes(2).build()), this.handler)) {
			TlsPeer first = TlsPeer.to(stepped);
			SimPeer second = stepped.connect();
			TlsPeer third = TlsPeer.to(stepped);
			assertThat(stepped.stats().accepted()).isEqualTo(2);
			assertThat(stepped.stats().acceptPaused(AcceptPause.HANDSHAKES)).isTrue();
			first.exchange();
			assertThat(first.isSecure()).isTrue();
			assertThat(stepped.stats().accepted()).isEqualTo(3);
			assertThat(third.exchange().isSecure()).isTrue();
			second.fin();
			stepped.step();
			assertThat(stepped.stats().acceptPaused(AcceptPause.HANDSHAKES)).isFalse();
			assertThat(TlsPeer.to(stepped).exchange().isSecure()).isTrue();
			assertThat(stepped.stats().connections()).isEqualTo(3);
		}
	}

	@Test
	@DisplayName("a read buffer that holds no record is refused when the server is built")
	void readBuffer() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> Stepped.with((loops) -> loops.readBuffer(16 * 1024), tls(), (connection) -> this.handler))
			.withMessage("read-buffer is 16384, it must be 18437 or more");
	}

}
