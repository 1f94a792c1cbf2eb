package dev.leat.autoconfigure;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.leat.reactor.ProxyConfig;
import dev.leat.reactor.ProxyConfig.Mode;
import dev.leat.reactor.ServerConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.core.env.StandardEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Tests for {@link ServerConfigMapper}.
 */
class ServerConfigMapperTests {

	@Test
	void theDefaultsAreThoseOfTheEngine() {
		assertThat(map()).isEqualTo(ServerConfig.builder().build());
	}

	static Stream<Arguments> properties() {
		return Stream.of(property("address=127.0.0.1", ServerConfig::address, InetAddress.getLoopbackAddress()),
				property("port=7007", ServerConfig::port, 7007), property("port=0", ServerConfig::port, 0),
				property("backlog=5", ServerConfig::backlog, 5),
				property("max-connections=9", ServerConfig::maxConnections, 9),
				property("over-limit=pause", ServerConfig::overLimit, ServerConfig.OverLimit.PAUSE),
				property("max-connections-per-address=10", ServerConfig::maxConnectionsPerAddress, 10),
				property("allow=10.0.0.0/8,::1", ServerConfig::allow, List.of("10.0.0.0/8", "::1")),
				property("deny[0]=10.9.0.0/16", ServerConfig::deny, List.of("10.9.0.0/16")),
				property("first-byte-timeout=11s", ServerConfig::firstByteTimeout, Duration.ofSeconds(11)),
				property("max-age=12h", ServerConfig::maxAge, Duration.ofHours(12)),
				property("max-age-grace=13s", ServerConfig::maxAgeGrace, Duration.ofSeconds(13)),
				property("socket.tcp-no-delay=false", ServerConfig::tcpNoDelay, false),
				property("socket.keep-alive=true", ServerConfig::keepAlive, true),
				property("socket.send-buffer=64KB", ServerConfig::sendBuffer, 65_536),
				property("socket.receive-buffer=32KB", ServerConfig::receiveBuffer, 32_768),
				property("idle-timeout=0", ServerConfig::idleTimeout, Duration.ZERO),
				property("read-idle-timeout=3s", ServerConfig::readIdleTimeout, Duration.ofSeconds(3)),
				property("write-timeout=4s", ServerConfig::writeTimeout, Duration.ofSeconds(4)),
				property("half-close-timeout=500ms", ServerConfig::halfCloseTimeout, Duration.ofMillis(500)),
				property("linger.idle=1s", ServerConfig::lingerIdle, Duration.ofSeconds(1)),
				property("linger.time=6s", ServerConfig::lingerTime, Duration.ofSeconds(6)),
				property("linger.bytes=7KB", ServerConfig::lingerBytes, 7168L),
				property("write.high-water-mark=128KB", ServerConfig::writeHighWaterMark, 131_072L),
				property("write.low-water-mark=1KB", ServerConfig::writeLowWaterMark, 1024L),
				property("write.pause-reading=false", ServerConfig::writePauseReading, false),
				property("write.max-pending=16MB", ServerConfig::writeMaxPending, 16_777_216L),
				property("write.overflow=fail", ServerConfig::writeOverflow, ServerConfig.WriteOverflow.FAIL),
				property("read.max-pending=2MB", ServerConfig::readMaxPending, 2_097_152L),
				property("socket.reuse-port=true", ServerConfig::reusePort, true),
				property("max-frame-size=64KB", ServerConfig::maxFrameSize, 65_536),
				property("shutdown.max-close-rate=9", ServerConfig::maxCloseRate, 9),
				property("blocking.max-concurrent=7", ServerConfig::blockingMaxConcurrent, 7));
	}

	private static Arguments property(String pair, Function<ServerConfig, Object> setting, Object expected) {
		return arguments(pair, setting, expected);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("properties")
	void eachPropertyReachesTheEngine(String pair, Function<ServerConfig, Object> setting, Object expected) {
		assertThat(setting.apply(map("leat.server." + pair))).isEqualTo(expected);
	}

	@Test
	void whatIsAskedOfProxiesReachesTheEngine() {
		assertThat(map("leat.server.proxy-protocol.mode=required",
				"leat.server.proxy-protocol.trusted-proxies=10.0.0.0/8,::1",
				"leat.server.proxy-protocol.header-timeout=7s", "leat.server.proxy-protocol.max-header-size=1KB")
			.proxyProtocol())
			.isEqualTo(new ProxyConfig(Mode.REQUIRED, List.of("10.0.0.0/8", "::1"), Duration.ofSeconds(7), 1024));
	}

	@Test
	void theDefaultsForProxiesAreThoseOfTheEngine() {
		assertThat(map("leat.server.proxy-protocol.mode=optional", "leat.server.proxy-protocol.trusted-proxies=::1")
			.proxyProtocol()).isEqualTo(ProxyConfig.of(Mode.OPTIONAL, List.of("::1")));
	}

	@Test
	void whileTheModeIsOffNothingIsAskedOfProxies() {
		assertThat(map("leat.server.proxy-protocol.trusted-proxies=::1").proxyProtocol()).isNull();
	}

	/** What is a group of settings has tests of its own. */
	@Test
	void everySettingOfTheEngineHasAProperty() {
		long settings = Stream.of(ServerConfig.class.getRecordComponents())
			.filter((component) -> !component.getType().isRecord())
			.count();
		assertThat(properties().map((arguments) -> ((String) arguments.get()[0]).split("[=\\[]")[0]).distinct())
			.hasSize((int) settings);
	}

	@ParameterizedTest
	@ValueSource(strings = { "shutdown.quiet-period", "shutdown.grace-period" })
	void negativeTimesOfTheShutdownAreRefused(String property) {
		assertThatIllegalArgumentException().isThrownBy(() -> map("leat.server." + property + "=-1s"))
			.withMessage(property + " is PT-1S, it must be zero or more");
	}

	private static ServerConfig map(String... pairs) {
		StandardEnvironment environment = new StandardEnvironment();
		TestPropertyValues.of(pairs).applyTo(environment);
		return ServerConfigMapper.map(new ServerSettings(environment).of("echo")).build();
	}

}
