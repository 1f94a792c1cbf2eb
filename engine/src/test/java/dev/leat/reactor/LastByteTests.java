package dev.leat.reactor;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Consumer;

import dev.leat.sim.SimPeer;
import dev.leat.tls.Contexts;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A transport that is about to end holds the last byte back, so that FIN comes with it.
 */
class LastByteTests {

	/** What a transport does to the socket of a peer. */
	@FunctionalInterface
	private interface Use {

		void of(Transport transport, SimPeer peer) throws IOException;

	}

	private static void use(Use use) throws IOException {
		try (Stepped stepped = Stepped.of(new Recorder())) {
			SimPeer peer = stepped.connect();
			Transport transport = stepped.connection().transport().holdLastByte();
			use.of(transport, peer);
		}
	}

	private static ByteBuffer bytes(String text) {
		return ByteBuffer.wrap(text.getBytes());
	}

	@Test
	@DisplayName("FD1 the last byte of a write counts as taken, and waits for the end, with which it leaves")
	void leavesWithTheEnd() throws IOException {
		use((transport, peer) -> {
			assertThat(transport.write(bytes("answer"))).isEqualTo(6);
			assertThat(peer.text()).isEqualTo("answe");
			assertThat(transport.holdsOutput()).isTrue();
			assertThat(peer.option(StandardSocketOptions.TCP_NODELAY)).isEqualTo(true);
			transport.shutdownOutput();
			assertThat(peer.text()).isEqualTo("answer");
			assertThat(peer.gotFin()).isTrue();
			assertThat(peer.option(StandardSocketOptions.TCP_NODELAY)).as("so that the system joins the two")
				.isEqualTo(false);
		});
	}

	@Test
	@DisplayName("FD1 a held byte leaves with the next write, of which the last one is held again, or when it is flushed")
	void leavesOtherwise() throws IOException {
		use((transport, peer) -> {
			transport.write(bytes("one"));
			assertThat(transport.write(bytes("!"))).isEqualTo(1);
			assertThat(peer.text()).isEqualTo("one");
			transport.flush();
			assertThat(peer.text()).isEqualTo("one!");
			assertThat(transport.holdsOutput()).isFalse();
			assertThat(transport.write(ByteBuffer.allocate(0))).isZero();
			assertThat(transport.holdsOutput()).isFalse();
		});
	}

	@Test
	@DisplayName("FD1 of several buffers the last byte of the last one is held, once all others are taken")
	void severalBuffers() throws IOException {
		use((transport, peer) -> {
			ByteBuffer[] buffers = { bytes("ab"), bytes("cd"), bytes("e") };
			peer.window(3);
			assertThat(transport.write(buffers, 3)).isEqualTo(3);
			assertThat(transport.holdsOutput()).isFalse();
			assertThat(buffers[2].remaining()).isEqualTo(1);
			peer.window(100);
			ByteBuffer[] rest = { buffers[1], buffers[2] };
			assertThat(transport.write(rest, 2)).isEqualTo(2);
			assertThat(peer.text()).isEqualTo("abcd");
			transport.flush();
			assertThat(peer.text()).isEqualTo("abcde");
		});
	}

	@Test
	@DisplayName("FD1 where the socket takes nothing FIN waits behind the byte, and nothing overtakes it")
	void fullSocket() throws IOException {
		use((transport, peer) -> {
			peer.window(2);
			transport.write(bytes("abc"));
			peer.window(0);
			assertThat(transport.write(bytes("d"))).isZero();
			transport.shutdownOutput();
			assertThat(peer.gotFin()).isFalse();
			assertThat(transport.holdsOutput()).isTrue();
			peer.window(1);
			transport.flush();
			assertThat(peer.text()).isEqualTo("abc");
			assertThat(peer.gotFin()).isTrue();
		});
	}

	private static Stepped answering(Consumer<ServerConfig.Builder> config) {
		return Stepped.with(config, (connection, data) -> {
			data.position(data.limit());
			connection.write(bytes("answer"));
		});
	}

	/** Lets a server end whose socket has room for so much of an answer. */
	private static void drain(Stepped stepped, SimPeer peer, int room, byte[] question) {
		stepped.server.drain(Duration.ofSeconds(25));
		stepped.step();
		peer.window(room).send(question);
		stepped.step();
	}

	@Test
	@DisplayName("FD1 a held byte that the socket has no room for waits as long as any output, and FIN with it")
	void slowPeer() {
		try (Stepped stepped = answering((config) -> config.writeTimeout(Duration.ofSeconds(7)))) {
			SimPeer peer = stepped.connect();
			drain(stepped, peer, 5, new byte[1]);
			stepped.advance(Duration.ofMillis(6999));
			assertThat(peer.text()).isEqualTo("answe");
			assertThat(peer.isReleased()).isFalse();
			peer.window(1);
			stepped.step();
			assertThat(peer.text()).isEqualTo("answer");
			assertThat(peer.gotFin()).isTrue();
			peer.fin();
			stepped.step();
			assertThat(peer.isReleased()).isTrue();
			assertThat(peer.gotReset()).isFalse();
		}
	}

	@Test
	@DisplayName("FD1 over TLS a held byte of an answer waits as long as any output, and close_notify and FIN with it")
	void slowPeerOverTls() throws IOException {
		try (Stepped stepped = answering((config) -> config.tls(TlsConfig.builder(Contexts.server()).build()))) {
			TlsPeer client = TlsPeer.to(stepped).exchange();
			int before = client.peer.count();
			client.send("first");
			drain(stepped, client.peer, client.peer.count() - before - 1, client.wrap("second"));
			stepped.advance(Duration.ofSeconds(5));
			assertThat(client.takeIn().text()).isEqualTo("answer");
			assertThat(client.peer.isReleased()).isFalse();
			client.peer.window(Long.MAX_VALUE);
			stepped.step();
			assertThat(client.takeIn().text()).isEqualTo("answeranswer");
			assertThat(client.gotEnd()).isTrue();
			assertThat(client.peer.gotFin()).isTrue();
			assertThat(client.peer.gotReset()).isFalse();
		}
	}

	@Test
	@DisplayName("FD3 a held byte that the socket never has room for ends in a reset after the write timeout")
	void deafPeer() {
		try (Stepped stepped = answering((config) -> config.writeTimeout(Duration.ofSeconds(7)))) {
			SimPeer peer = stepped.connect();
			drain(stepped, peer, 5, new byte[1]);
			stepped.advance(Duration.ofSeconds(7));
			assertThat(peer.isReleased()).isTrue();
			assertThat(peer.gotReset()).isTrue();
			assertThat(stepped.stats().closed(CloseReason.DRAIN)).isEqualTo(1);
		}
	}

	@Test
	@DisplayName("FD1 a connection that is released with a byte held ends in a reset, since it is not whole")
	void released() throws IOException {
		use((transport, peer) -> {
			transport.write(bytes("abc"));
			transport.close();
			assertThat(peer.gotReset()).isTrue();
			assertThat(peer.text()).isEqualTo("ab");
		});
	}

}
