package dev.leat.reactor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;

import dev.leat.sim.SimPeer;
import dev.leat.tls.Contexts;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * A limit that acts tells its name.
 */
class LimitNameTests {

	private static final Duration SECOND = Duration.ofSeconds(1);

	private static final ConnectionHandler LEAVES_ALL = (connection, data) -> {
	};

	private final List<String> told = new ArrayList<>();

	private Stepped watched(Consumer<ServerConfig.Builder> config, ConnectionHandler handler) {
		return Stepped.with((loops) -> {
		}, config, (connection) -> handler, new ServerListener() {
			@Override
			public void limited(String setting) {
				LimitNameTests.this.told.add(setting);
			}
		});
	}

	private static Arguments limit(String name, Consumer<ServerConfig.Builder> setting,
			BiConsumer<Stepped, SimPeer> event) {
		return arguments(name, setting, event);
	}

	static Stream<Arguments> limits() {
		return Stream.of(limit("idle-timeout", (config) -> config.idleTimeout(SECOND), (stepped, peer) -> {
		}), limit("read-idle-timeout", (config) -> config.readIdleTimeout(SECOND), (stepped, peer) -> {
		}), limit("first-byte-timeout", (config) -> config.firstByteTimeout(SECOND), (stepped, peer) -> {
		}), limit("max-age", (config) -> config.maxAge(SECOND), (stepped, peer) -> {
		}), limit("half-close-timeout", (config) -> config.halfCloseTimeout(SECOND),
				(stepped, peer) -> stepped.connection().shutdownOutput()),
				limit("write-timeout", (config) -> config.writeTimeout(SECOND),
						(stepped, peer) -> stepped.connection().write(Bytes.of("stuck"))),
				limit("write.max-pending", (config) -> config.writeMaxPending(4),
						(stepped, peer) -> stepped.connection().write(Bytes.of("too much"))),
				limit("read.max-pending", (config) -> config.readMaxPending(4),
						(stepped, peer) -> peer.send("too much")));
	}

	@ParameterizedTest(name = "{0}")
	@DisplayName("who watches is told the setting that ended a connection")
	@MethodSource
	void limits(String name, Consumer<ServerConfig.Builder> setting, BiConsumer<Stepped, SimPeer> event) {
		try (Stepped stepped = watched(setting, LEAVES_ALL)) {
			event.accept(stepped, stepped.connect().window(0));
			stepped.step().advance(SECOND.multipliedBy(2));
			assertThat(this.told).startsWith(name).containsOnly(name);
		}
	}

	@Test
	@DisplayName("who watches is told the settings that hold a handshake up and end it")
	void handshakes() {
		try (Stepped stepped = watched(
				(config) -> config
					.tls(TlsConfig.builder(Contexts.server()).maxHandshakes(1).handshakeTimeout(SECOND).build()),
				LEAVES_ALL)) {
			stepped.connect();
			assertThat(this.told).containsOnly("ssl.max-handshakes");
			this.told.clear();
			stepped.advance(SECOND);
			assertThat(this.told).contains("ssl.handshake-timeout");
		}
	}

	@Test
	@DisplayName("a connection's own idle timeout is no setting of the server")
	void ownTimeout() {
		try (Stepped stepped = watched((config) -> {
		}, LEAVES_ALL)) {
			SimPeer peer = stepped.connect();
			stepped.connection().idleTimeout(SECOND);
			stepped.step().advance(SECOND);
			assertThat(peer.gotFin()).isTrue();
			assertThat(this.told).isEmpty();
		}
	}

	@Test
	@DisplayName("a handler that keeps its idle connection has met no limit")
	void kept() {
		ConnectionHandler keeps = new Recorder() {
			@Override
			public boolean onIdle(Connection connection) {
				return true;
			}
		};
		try (Stepped stepped = watched((config) -> config.idleTimeout(SECOND), keeps)) {
			stepped.connect();
			stepped.advance(SECOND);
			assertThat(this.told).isEmpty();
		}
	}

}
