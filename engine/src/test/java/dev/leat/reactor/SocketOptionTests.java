package dev.leat.reactor;

import java.net.StandardSocketOptions;

import dev.leat.sim.SimListener;
import dev.leat.sim.SimPeer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The options of the listening socket and of those that it accepts.
 */
class SocketOptionTests {

	@Test
	@DisplayName("A13 by default small packets leave at once, and the rest is the system's choice")
	void defaults() {
		try (Stepped stepped = Stepped.of(Servers.ECHO)) {
			SimPeer peer = stepped.connect();
			assertThat(peer.option(StandardSocketOptions.TCP_NODELAY)).isTrue();
			assertThat(peer.option(StandardSocketOptions.SO_KEEPALIVE)).isNull();
			assertThat(peer.option(StandardSocketOptions.SO_SNDBUF)).isNull();
			assertThat(stepped.listener().getOption(StandardSocketOptions.SO_RCVBUF)).isNull();
		}
	}

	@Test
	@DisplayName("A13 what is configured is applied to each accepted socket")
	void accepted() {
		try (Stepped stepped = Stepped.with((config) -> config.tcpNoDelay(false).keepAlive(true).sendBuffer(4096),
				Servers.ECHO)) {
			SimPeer peer = stepped.connect();
			assertThat(peer.option(StandardSocketOptions.TCP_NODELAY)).isFalse();
			assertThat(peer.option(StandardSocketOptions.SO_KEEPALIVE)).isTrue();
			assertThat(peer.option(StandardSocketOptions.SO_SNDBUF)).isEqualTo(4096);
		}
	}

	@Test
	@DisplayName("A13 the receive buffer is set on the listener, before the window is agreed; the backlog is handed on")
	void listening() {
		try (Stepped stepped = Stepped.with((config) -> config.receiveBuffer(8192).backlog(7), Servers.ECHO)) {
			SimListener listener = stepped.listener();
			assertThat(listener.getOption(StandardSocketOptions.SO_RCVBUF)).isEqualTo(8192);
			assertThat(listener.getOption(StandardSocketOptions.SO_REUSEADDR)).isTrue();
			assertThat(listener.backlogSize()).isEqualTo(7);
		}
	}

	@Test
	@DisplayName("A13 a real socket takes all of them")
	void realSocket() throws Exception {
		try (Servers.Running server = Servers.start((config) -> config.keepAlive(true)
			.tcpNoDelay(false)
			.sendBuffer(16 * 1024)
			.receiveBuffer(16 * 1024)
			.backlog(1), Servers.ECHO); Client client = server.client()) {
			assertThat(client.echo("fits")).isEqualTo("fits");
			assertThat(server.stats().acceptErrors(AcceptError.ABORTED)).isZero();
		}
	}

}
