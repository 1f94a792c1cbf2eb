package dev.leat.reactor;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.function.Consumer;

import dev.leat.sim.SimNetwork;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

/**
 * A server that cannot listen says why, and leaves nothing.
 */
class BindFailureTests {

	private static LeatServer server(EventLoopGroup group, Consumer<ServerConfig.Builder> config) {
		return Servers.server("late", group, config, (connection) -> Servers.ECHO);
	}

	private static BindFailure failure(LeatServer server) {
		return Objects.requireNonNull(catchThrowableOfType(BindFailure.class, server::start));
	}

	private static BindFailure simulated(IOException cause) {
		SimNetwork network = new SimNetwork();
		network.failNextBind(cause);
		LeatServer server = server(EventLoopGroup.builder().provider(network).build(), (config) -> config.port(80));
		BindFailure failure = failure(server);
		assertThat(network.open()).as("nothing is left open").isZero();
		return failure;
	}

	@Test
	@DisplayName("FA7 A7 a port that is taken: one clear message, and the server that has it is not disturbed")
	void inUse() throws Exception {
		try (Servers.Running first = Servers.start(Servers.ECHO)) {
			InetSocketAddress taken = Objects.requireNonNull(first.server().localAddress());
			EventLoopGroup group = EventLoopGroup.builder().threadNamePrefix("late").build();
			BindFailure failure = failure(server(group, (config) -> config.port(taken.getPort())));
			assertThat(failure.kind()).isEqualTo(BindFailure.Kind.IN_USE);
			assertThat(failure.server()).isEqualTo("late");
			assertThat(failure.address()).isEqualTo(taken);
			assertThat(failure).hasMessageStartingWith("Server 'late' cannot listen on ")
				.hasMessageEndingWith("127.0.0.1:" + taken.getPort() + ": Address already in use")
				.hasCauseInstanceOf(BindException.class);
			assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName)
				.noneMatch((name) -> name.startsWith("late-"));
			try (Client client = first.client()) {
				assertThat(client.echo("mine")).isEqualTo("mine");
			}
		}
	}

	@Test
	@DisplayName("FA7 the server whose port was taken starts as soon as it is free")
	void startsLater() throws Exception {
		EventLoopGroup group = EventLoopGroup.builder().threads(1).build();
		LeatServer first = server(group, (config) -> {
		});
		first.start();
		int port = Objects.requireNonNull(first.localAddress()).getPort();
		LeatServer second = server(group, (config) -> config.port(port));
		failure(second);
		assertThat(second.isRunning()).isFalse();
		assertThat(second.localAddress()).isNull();
		second.stop();
		first.stop();
		second.start();
		try (Client client = Client.to(second)) {
			assertThat(client.echo("now")).isEqualTo("now");
		}
		group.close();
	}

	@Test
	@DisplayName("FA7 failed starts leave no descriptor")
	void failuresLeaveNoDescriptor() {
		try (Servers.Running first = Servers.start(Servers.ECHO)) {
			int port = Objects.requireNonNull(first.server().localAddress()).getPort();
			LeatServer second = server(EventLoopGroup.builder().build(), (config) -> config.port(port));
			failure(second);
			int before = OpenDescriptors.count();
			for (int i = 0; i < 40; i++) {
				failure(second);
			}
			assertThat(OpenDescriptors.count()).isCloseTo(before, within(20));
		}
	}

	@Test
	@DisplayName("FA8 an address that is not of this machine")
	void notLocal() throws Exception {
		InetAddress elsewhere = InetAddress.getByAddress(new byte[] { (byte) 203, 0, 113, 7 });
		BindFailure failure = failure(server(EventLoopGroup.builder().build(), (config) -> config.address(elsewhere)));
		assertThat(failure.kind()).isEqualTo(BindFailure.Kind.NOT_LOCAL);
		assertThat(failure).hasMessageContaining("/203.0.113.7:0: Cannot assign requested address");
	}

	@ParameterizedTest
	@DisplayName("FA8 the kinds of failure, as the system words them")
	@CsvSource({ "Permission denied,NOT_PERMITTED", "Address already in use,IN_USE",
			"Address already in use: bind,IN_USE", "Cannot assign requested address,NOT_LOCAL",
			"Can't assign requested address,NOT_LOCAL", "Network is down,OTHER" })
	void kinds(String message, BindFailure.Kind kind) {
		BindFailure failure = simulated(new BindException(message));
		assertThat(failure.kind()).isEqualTo(kind);
		assertThat(failure).hasMessageEndingWith(":80: " + message);
	}

	@Test
	@DisplayName("FA8 a cause without a message is named by its type")
	void causeWithoutMessage() {
		BindFailure failure = simulated(new BindException());
		assertThat(failure.kind()).isEqualTo(BindFailure.Kind.OTHER);
		assertThat(failure).hasMessageEndingWith(":80: BindException");
	}

	@Test
	@DisplayName("FA7 the other servers of the group do not notice a failed start")
	void othersAreNotDisturbed() {
		try (Stepped stepped = Stepped.of(Servers.ECHO)) {
			int open = (int) stepped.network.open();
			stepped.network.failNextBind(new BindException("Permission denied"));
			LeatServer second = server(stepped.group, (config) -> {
			});
			failure(second);
			assertThat(stepped.network.open()).isEqualTo(open);
			var peer = stepped.connect().send("calm");
			stepped.step();
			assertThat(peer.text()).isEqualTo("calm");
			second.start();
			stepped.step();
			assertThat(second.isRunning()).isTrue();
			second.stop();
			stepped.step();
		}
	}

}
