package dev.leat.reactor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import dev.leat.reactor.ServerConfig.OverLimit;
import dev.leat.sim.SimPeer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Never more connections in all servers of a group than it may have.
 */
class ProcessLimitTests {

	private final List<String> told = new ArrayList<>();

	private Stepped stepped(Consumer<ServerConfig.Builder> config) {
		return Stepped.with((loops) -> loops.maxConnections(2), config, (connection) -> Servers.ECHO,
				new ServerListener() {
					@Override
					public void limited(String setting) {
						ProcessLimitTests.this.told.add(setting);
					}
				});
	}

	private static LeatServer another(Stepped stepped, OverLimit policy) {
		LeatServer another = LeatServer.builder("another")
			.loops(stepped.group)
			.config(ServerConfig.builder().overLimit(policy).build())
			.handler(Servers.ECHO)
			.build();
		another.start();
		stepped.step();
		return another;
	}

	@Test
	@DisplayName("FA12 the limit of the process holds over all servers, and names itself")
	void overAllServers() {
		try (Stepped stepped = stepped((config) -> {
		})) {
			LeatServer another = another(stepped, OverLimit.REJECT);
			SimPeer first = stepped.network.connect(stepped.port(another));
			stepped.step();
			stepped.connect();
			assertThat(stepped.connect().gotReset()).isTrue();
			assertThat(stepped.stats().rejected(RejectReason.LIMIT)).isEqualTo(1);
			assertThat(this.told).containsExactly("leat.acceptor.max-connections");
			first.fin();
			stepped.step();
			assertThat(stepped.connect().gotReset()).isFalse();
			another.stop();
		}
	}

	@Test
	@DisplayName("FA12 the limit of the server names itself before that of the process")
	void serverFirst() {
		try (Stepped stepped = stepped((config) -> config.maxConnections(2))) {
			stepped.connect();
			stepped.connect();
			stepped.connect();
			assertThat(this.told).containsExactly("max-connections");
		}
	}

	@Test
	@DisplayName("FA12 with pause a server waits for a place that another server's connection gives back")
	void pauseEndsFromAnotherServer() {
		try (Stepped stepped = stepped((config) -> config.overLimit(OverLimit.PAUSE))) {
			LeatServer another = another(stepped, OverLimit.PAUSE);
			SimPeer first = stepped.network.connect(stepped.port(another));
			SimPeer second = stepped.network.connect(stepped.port(another));
			stepped.step();
			SimPeer third = stepped.connect();
			third.send("waited");
			stepped.step();
			assertThat(stepped.listener().waiting()).isEqualTo(1);
			assertThat(stepped.stats().acceptPaused(AcceptPause.LIMIT)).isTrue();
			first.fin();
			stepped.step();
			assertThat(third.text()).isEqualTo("waited");
			assertThat(this.told).isEmpty();
			second.fin();
			stepped.step();
			another.stop();
		}
	}

	@Test
	@DisplayName("FA12 places of connections that a stop ends come back to the process")
	void stopGivesBack() {
		try (Stepped stepped = stepped((config) -> {
		})) {
			LeatServer another = another(stepped, OverLimit.REJECT);
			stepped.network.connect(stepped.port(another));
			stepped.network.connect(stepped.port(another));
			stepped.step();
			another.stop();
			stepped.step();
			assertThat(stepped.group.places().taken()).isZero();
			assertThat(stepped.connect().gotReset()).isFalse();
		}
	}

	@Test
	@DisplayName("a limit below one is refused")
	void range() {
		assertThatIllegalArgumentException().isThrownBy(() -> EventLoopGroup.builder().maxConnections(0).build())
			.withMessage("max-connections is 0, it must be 1 or more");
	}

}
