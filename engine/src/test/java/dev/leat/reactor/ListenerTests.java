package dev.leat.reactor;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Listening sockets other than the usual one: adopted, and one for each loop.
 */
class ListenerTests {

	private static ServerSocketChannel bound() throws Exception {
		return ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
	}

	private static LeatServer adopting(ServerSocketChannel channel) {
		return LeatServer.builder("adopting")
			.loops(EventLoopGroup.builder().threads(1).build())
			.adopt(channel)
			.handler(Servers.ECHO)
			.build();
	}

	@Test
	@DisplayName("A14 a socket that somebody else has bound serves, under its own address, and is closed by the stop")
	void adopted() throws Exception {
		ServerSocketChannel channel = bound();
		LeatServer server = adopting(channel);
		server.start();
		try (Client client = Client.to(server)) {
			assertThat(server.localAddress()).isEqualTo(channel.getLocalAddress());
			assertThat(client.echo("hello")).isEqualTo("hello");
		}
		finally {
			server.stop();
		}
		assertThat(channel.isOpen()).isFalse();
	}

	@Test
	@DisplayName("A14 clients that waited in the backlog of an adopted socket are served")
	void adoptedBacklog() throws Exception {
		ServerSocketChannel channel = bound();
		int port = ((InetSocketAddress) channel.getLocalAddress()).getPort();
		LeatServer server = adopting(channel);
		try (Client early = Client.to(port, 0).send("early")) {
			server.start();
			assertThat(early.readText(5)).isEqualTo("early");
		}
		finally {
			server.stop();
		}
	}

	@Test
	@DisplayName("A14 an adopted socket serves for one start, and has to be bound; the failure says so")
	void adoptedOnce() throws Exception {
		LeatServer server = adopting(bound());
		server.start();
		server.stop();
		assertThatExceptionOfType(BindFailure.class).isThrownBy(server::start).withMessageContaining("one start only");
		ServerSocketChannel unbound = ServerSocketChannel.open();
		assertThatExceptionOfType(BindFailure.class).isThrownBy(() -> adopting(unbound).start())
			.withMessageContaining("not bound");
		unbound.close();
	}

	@Test
	@DisplayName("A7 A8 with reuse-port each loop accepts for itself, on one port, and keeps what it accepts")
	void reusePort() throws Exception {
		List<Connection> opened = new java.util.concurrent.CopyOnWriteArrayList<>();
		try (Servers.Running server = Servers.start((loops) -> loops.threads(2), (config) -> config.reusePort(true),
				(connection) -> {
					opened.add(connection);
					return Servers.ECHO;
				})) {
			List<Client> clients = new ArrayList<>();
			try {
				for (int i = 0; i < 64; i++) {
					clients.add(server.client());
				}
				for (Client client : clients) {
					assertThat(client.echo("ping")).isEqualTo("ping");
				}
				assertThat(opened).hasSize(64);
				Set<EventLoop> used = opened.stream()
					.map((connection) -> ((NioConnection) connection).loop())
					.collect(Collectors.toSet());
				assertThat(used).hasSize(2);
				assertThat(server.stats().accepting()).isTrue();
				assertThat(server.stats().accepted()).isEqualTo(64);
				LoopStats acceptor = server.loops().loopStats().get(2);
				assertThat(acceptor.connections()).isZero();
			}
			finally {
				for (Client client : clients) {
					client.close();
				}
			}
		}
	}

	@Test
	@DisplayName("A7 with reuse-port a stop frees the port and a start takes it again")
	void reusePortRestart() throws Exception {
		EventLoopGroup group = EventLoopGroup.builder().threads(2).build();
		LeatServer first = Servers.server("first", group, (config) -> config.reusePort(true),
				(connection) -> Servers.ECHO);
		first.start();
		InetSocketAddress address = first.localAddress();
		first.stop();
		assertThat(address).isNotNull();
		LeatServer second = Servers.server("second", group, (config) -> config.port(address.getPort()),
				(connection) -> Servers.ECHO);
		second.start();
		try (Client client = Client.to(second)) {
			assertThat(client.echo("again")).isEqualTo("again");
		}
		finally {
			second.stop();
		}
	}

	@Test
	@DisplayName("A7 with reuse-port the limit of connections holds over all listeners")
	void reusePortLimit() throws Exception {
		try (Servers.Running server = Servers.start((loops) -> loops.threads(2),
				(config) -> config.reusePort(true).maxConnections(3).overLimit(ServerConfig.OverLimit.PAUSE),
				(connection) -> Servers.ECHO)) {
			List<Client> clients = new ArrayList<>();
			try {
				for (int i = 0; i < 3; i++) {
					Client client = server.client();
					clients.add(client);
					assertThat(client.echo("x")).isEqualTo("x");
				}
				assertThat(server.stats().connections()).isEqualTo(3);
				clients.remove(0).close();
				Until.holds(() -> server.stats().connections() == 2);
				Client next = server.client();
				clients.add(next);
				assertThat(next.echo("x")).isEqualTo("x");
			}
			finally {
				for (Client client : clients) {
					client.close();
				}
			}
		}
	}

	@Test
	@DisplayName("A7 where the system has no reuse-port the start fails and says so, and nothing is left")
	void reusePortUnsupported() {
		try (Stepped stepped = Stepped.of(new Recorder())) {
			LeatServer server = LeatServer.builder("other")
				.loops(stepped.group)
				.config(ServerConfig.builder().reusePort(true).build())
				.handler(new Recorder())
				.build();
			long open = stepped.network.open();
			assertThatExceptionOfType(BindFailure.class).isThrownBy(server::start)
				.withMessageContaining("SO_REUSEPORT");
			assertThat(stepped.network.open()).isEqualTo(open);
		}
	}

}
