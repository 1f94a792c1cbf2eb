package dev.leat.reactor;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.Objects;

import ch.qos.logback.classic.Level;
import dev.leat.sim.SimPeer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A listening socket that somebody closes under the server is replaced.
 */
class LostListenerTests {

	private final Logs logs = Logs.of(Acceptor.class, Level.WARN);

	private final Stepped stepped = Stepped.of(Servers.ECHO);

	private final int port = this.stepped.port();

	static IOException[] lost() {
		return new IOException[] { new ClosedChannelException(), new IOException("Bad file descriptor") };
	}

	@ParameterizedTest
	@MethodSource("lost")
	@DisplayName("FA11 a listener whose accept says that its socket is gone gets another on the same port, counted and told")
	void acceptFails(IOException failure) {
		SimPeer early = this.stepped.connect();
		this.stepped.listener().failNext(failure);
		this.stepped.step();
		SimPeer late = this.stepped.connect().send("late");
		early.send("early");
		this.stepped.step();
		assertThat(late.text()).isEqualTo("late");
		assertThat(early.text()).isEqualTo("early");
		assertThat(this.stepped.port()).isEqualTo(this.port);
		assertThat(this.stepped.stats().listenerRecovered()).isEqualTo(1);
		assertThat(this.logs.lines()).singleElement()
			.asString()
			.startsWith("WARN")
			.contains("'stepped'", "" + this.port);
		end();
	}

	@Test
	@DisplayName("FA11 who asks whether the server accepts finds out that the socket was closed, and has it replaced")
	void askedFor() throws IOException {
		this.stepped.listener().close();
		assertThat(this.stepped.stats().accepting()).isFalse();
		this.stepped.step();
		assertThat(this.stepped.stats().accepting()).isTrue();
		end();
	}

	@Test
	@DisplayName("FA11 a listener that was replaced is one of the loop's sources once, and moves to a new selector with it")
	void movesOn() throws IOException {
		this.stepped.listener().close();
		assertThat(this.stepped.stats().accepting()).isFalse();
		this.stepped.step();
		this.stepped.network.failNextSelects(new IOException("broken"));
		this.stepped.step();
		SimPeer peer = this.stepped.connect().send("heard");
		this.stepped.step();
		assertThat(peer.text()).isEqualTo("heard");
		end();
	}

	@Test
	@DisplayName("FA11 where the port cannot be had the server says that it does not accept, tries again and does not spin")
	void portIsTaken() throws IOException {
		this.stepped.network.failNextBind(new BindException("Address already in use"),
				new BindException("Address already in use"));
		this.stepped.listener().close();
		this.stepped.step();
		assertThat(this.stepped.stats().accepting()).isFalse();
		this.stepped.step();
		assertThat(this.stepped.loops.get(0).hasWork()).isFalse();
		this.stepped.advance(Duration.ofMillis(99));
		assertThat(this.stepped.network.isBound(this.port)).isFalse();
		this.stepped.advance(Duration.ofMillis(1));
		assertThat(this.stepped.network.isBound(this.port)).as("the second try fails as well").isFalse();
		this.stepped.advance(Duration.ofMillis(200));
		assertThat(this.stepped.stats().accepting()).isTrue();
		assertThat(this.stepped.stats().listenerRecovered()).isEqualTo(1);
		assertThat(this.logs.lines().get(0)).startsWith("ERROR").contains("Address already in use");
		end();
	}

	@Test
	@DisplayName("FA11 a server that stops while it cannot listen leaves nothing")
	void stopMeanwhile() throws IOException {
		this.stepped.network.failNextBind(new BindException("Address already in use"));
		this.stepped.listener().close();
		this.stepped.step();
		end();
		this.stepped.advance(Duration.ofSeconds(5));
		assertThat(this.stepped.network.isBound(this.port)).isFalse();
		assertThat(this.stepped.network.open()).isZero();
	}

	@Test
	@DisplayName("FA11 a real socket that is closed under the server is replaced, and clients come in again")
	void realSocket() throws Exception {
		EventLoopGroup group = EventLoopGroup.builder().threads(1).build();
		ServerSocketChannel socket = ServerSocketChannel.open()
			.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
		LeatServer server = LeatServer.builder("adopting").loops(group).handler(Servers.ECHO).adopt(socket).build();
		server.start();
		try {
			socket.close();
			Until.holds(() -> server.stats().accepting());
			try (Client client = Client.to(Objects.requireNonNull(server.localAddress()).getPort(), 0)) {
				assertThat(client.echo("again")).isEqualTo("again");
			}
			assertThat(server.stats().listenerRecovered()).isEqualTo(1);
		}
		finally {
			server.stop();
			group.close();
		}
	}

	private void end() {
		this.stepped.close();
		this.logs.close();
	}

}
