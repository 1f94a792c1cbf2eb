package dev.leat.reactor;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.leat.reactor.ServerConfig.Builder;
import dev.leat.reactor.ServerConfig.OverLimit;
import dev.leat.reactor.ServerConfig.WriteOverflow;
import dev.leat.tls.Contexts;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Every setting of a server: its default, its range, and that it arrives.
 */
class ServerConfigTests {

	private static final Duration NEGATIVE = Duration.ofNanos(-1);

	private static Arguments setting(String name, Object expected, Function<ServerConfig, Object> getter) {
		return arguments(name, expected, getter);
	}

	private static Arguments range(String message, Consumer<Builder> setting) {
		return arguments(message, setting);
	}

	static Stream<Arguments> defaults() {
		return Stream.of(setting("port", 0, ServerConfig::port), setting("backlog", 1024, ServerConfig::backlog),
				setting("max-connections", Descriptors.defaultMaxConnections(), ServerConfig::maxConnections),
				setting("over-limit", OverLimit.REJECT, ServerConfig::overLimit),
				setting("max-connections-per-address", 0, ServerConfig::maxConnectionsPerAddress),
				setting("allow", List.of(), ServerConfig::allow), setting("deny", List.of(), ServerConfig::deny),
				setting("socket.tcp-no-delay", true, ServerConfig::tcpNoDelay),
				setting("socket.keep-alive", false, ServerConfig::keepAlive),
				setting("socket.send-buffer", 0, ServerConfig::sendBuffer),
				setting("socket.receive-buffer", 0, ServerConfig::receiveBuffer),
				setting("idle-timeout", Duration.ofMinutes(5), ServerConfig::idleTimeout),
				setting("read-idle-timeout", Duration.ZERO, ServerConfig::readIdleTimeout),
				setting("first-byte-timeout", Duration.ZERO, ServerConfig::firstByteTimeout),
				setting("max-age", Duration.ZERO, ServerConfig::maxAge),
				setting("max-age-grace", Duration.ofSeconds(25), ServerConfig::maxAgeGrace),
				setting("write-timeout", Duration.ofSeconds(60), ServerConfig::writeTimeout),
				setting("half-close-timeout", Duration.ofSeconds(30), ServerConfig::halfCloseTimeout),
				setting("linger idle", Duration.ofSeconds(2), ServerConfig::lingerIdle),
				setting("linger in all", Duration.ofSeconds(10), ServerConfig::lingerTime),
				setting("linger bytes", 2L << 20, ServerConfig::lingerBytes),
				setting("write.high-water-mark", 64L << 10, ServerConfig::writeHighWaterMark),
				setting("write.low-water-mark", 32L << 10, ServerConfig::writeLowWaterMark),
				setting("write.pause-reading", true, ServerConfig::writePauseReading),
				setting("write.max-pending", 8L << 20, ServerConfig::writeMaxPending),
				setting("write.overflow", WriteOverflow.CLOSE, ServerConfig::writeOverflow),
				setting("read.max-pending", 1L << 20, ServerConfig::readMaxPending));
	}

	@ParameterizedTest(name = "{0} is {1}")
	@DisplayName("the defaults are those of the documentation")
	@MethodSource
	void defaults(String name, Object expected, Function<ServerConfig, Object> getter) {
		assertThat(getter.apply(ServerConfig.builder().build())).as(name).isEqualTo(expected);
	}

	@Test
	@DisplayName("A15 by default it listens on all addresses")
	void defaultAddress() {
		assertThat(ServerConfig.builder().build().address()).isNull();
	}

	static Stream<Arguments> ranges() {
		return Stream.of(range("port is -1, it must be 0 to 65535", (config) -> config.port(-1)),
				range("port is 65536, it must be 0 to 65535", (config) -> config.port(65_536)),
				range("backlog is 0, it must be 1 or more", (config) -> config.backlog(0)),
				range("max-connections is 0, it must be 1 or more", (config) -> config.maxConnections(0)),
				range("max-connections-per-address is -1, it must be 0 or more",
						(config) -> config.maxConnectionsPerAddress(-1)),
				range("allow has 'here', it must be a range of addresses like 10.0.0.0/8 or 2001:db8::/32",
						(config) -> config.allow(List.of("here"))),
				range("deny has '1.2.3.4/33', it must be an address with a prefix of 0 to 32 bits",
						(config) -> config.deny(List.of("1.2.3.4/33"))),
				range("socket.send-buffer is -1, it must be 0 or more", (config) -> config.sendBuffer(-1)),
				range("socket.receive-buffer is -1, it must be 0 or more", (config) -> config.receiveBuffer(-1)),
				range("idle-timeout is PT-0.000000001S, it must be zero or more",
						(config) -> config.idleTimeout(NEGATIVE)),
				range("read-idle-timeout is PT-0.000000001S, it must be zero or more",
						(config) -> config.readIdleTimeout(NEGATIVE)),
				range("first-byte-timeout is PT-0.000000001S, it must be zero or more",
						(config) -> config.firstByteTimeout(NEGATIVE)),
				range("max-age is PT-0.000000001S, it must be zero or more", (config) -> config.maxAge(NEGATIVE)),
				range("max-age-grace is PT-0.000000001S, it must be zero or more",
						(config) -> config.maxAgeGrace(NEGATIVE)),
				range("write-timeout is PT-0.000000001S, it must be zero or more",
						(config) -> config.writeTimeout(NEGATIVE)),
				range("half-close-timeout is PT-0.000000001S, it must be zero or more",
						(config) -> config.halfCloseTimeout(NEGATIVE)),
				range("linger.idle is PT-0.000000001S, it must be zero or more",
						(config) -> config.lingerIdle(NEGATIVE)),
				range("linger.time is PT-0.000000001S, it must be zero or more",
						(config) -> config.lingerTime(NEGATIVE)),
				range("linger.bytes is -1, it must be 0 or more", (config) -> config.lingerBytes(-1)),
				range("write.high-water-mark is 0, it must be 1 or more", (config) -> config.writeHighWaterMark(0)),
				range("write.low-water-mark is -1, it must be 0 to 65536", (config) -> config.writeLowWaterMark(-1)),
				range("write.low-water-mark is 65537, it must be 0 to 65536",
						(config) -> config.writeLowWaterMark(65_537)),
				range("write.low-water-mark is 32768, it must be 0 to 100", (config) -> config.writeHighWaterMark(100)),
				range("write.max-pending is 0, it must be 1 or more", (config) -> config.writeMaxPending(0)),
				range("read.max-pending is 0, it must be 1 or more", (config) -> config.readMaxPending(0)),
				range("read.max-pending is 2147483648, it must be 1 to 2147483647",
						(config) -> config.readMaxPending(1L << 31)));
	}

	@ParameterizedTest(name = "{0}")
	@DisplayName("a value out of range is refused, with the property, what it is and what it may be")
	@MethodSource
	void ranges(String message, Consumer<Builder> setting) {
		Builder builder = ServerConfig.builder();
		setting.accept(builder);
		assertThatIllegalArgumentException().isThrownBy(builder::build).withMessage(message);
	}

	static Stream<Consumer<Builder>> edges() {
		return Stream.of((config) -> config.port(65_535), (config) -> config.backlog(1),
				(config) -> config.maxConnections(1), (config) -> config.writeLowWaterMark(65_536),
				(config) -> config.writeLowWaterMark(0), (config) -> config.writeMaxPending(Long.MAX_VALUE),
				(config) -> config.readMaxPending(Integer.MAX_VALUE), (config) -> config.lingerBytes(0),
				(config) -> config.idleTimeout(Duration.ZERO),
				(config) -> config.idleTimeout(Duration.ofSeconds(Long.MAX_VALUE)));
	}

	@ParameterizedTest
	@DisplayName("the values at the edges are accepted")
	@MethodSource
	void edges(Consumer<Builder> setting) {
		Builder builder = ServerConfig.builder();
		setting.accept(builder);
		assertThatCode(builder::build).doesNotThrowAnyException();
	}

	@Test
	@DisplayName("each setting arrives under its own name")
	void everySettingArrives() {
		TlsConfig tls = TlsConfig.builder(Contexts.server()).build();
		ProxyConfig proxy = ProxyConfig.of(ProxyConfig.Mode.REQUIRED, List.of("::1"));
		InetAddress address = InetAddress.getLoopbackAddress();
		ServerConfig config = ServerConfig.builder()
			.address(address)
			.port(1)
			.backlog(2)
			.maxConnections(3)
			.overLimit(OverLimit.PAUSE)
			.maxConnectionsPerAddress(19)
			.allow(List.of("10.0.0.0/8"))
			.deny(List.of("10.0.0.1"))
			.tcpNoDelay(false)
			.keepAlive(true)
			.sendBuffer(4)
			.receiveBuffer(5)
			.reusePort(true)
			.idleTimeout(Duration.ofSeconds(6))
			.readIdleTimeout(Duration.ofSeconds(7))
			.firstByteTimeout(Duration.ofSeconds(20))
			.writeTimeout(Duration.ofSeconds(8))
			.halfCloseTimeout(Duration.ofSeconds(9))
			.maxAge(Duration.ofSeconds(21))
			.maxAgeGrace(Duration.ofSeconds(22))
			.lingerIdle(Duration.ofSeconds(10))
			.lingerTime(Duration.ofSeconds(11))
			.lingerBytes(12)
			.writeHighWaterMark(14)
			.writeLowWaterMark(13)
			.writePauseReading(false)
			.writeMaxPending(15)
			.writeOverflow(WriteOverflow.FAIL)
			.readMaxPending(16)
			.maxFrameSize(17)
			.blockingMaxConcurrent(18)
			.maxCloseRate(23)
			.proxyProtocol(proxy)
			.tls(tls)
			.build();
		assertThat(config).isEqualTo(new ServerConfig(address, 1, 2, 3, OverLimit.PAUSE, 19, List.of("10.0.0.0/8"),
				List.of("10.0.0.1"), false, true, 4, 5, true, Duration.ofSeconds(6), Duration.ofSeconds(7),
				Duration.ofSeconds(20), Duration.ofSeconds(8), Duration.ofSeconds(9), Duration.ofSeconds(21),
				Duration.ofSeconds(22), Duration.ofSeconds(10), Duration.ofSeconds(11), 12, 14, 13, false, 15,
				WriteOverflow.FAIL, 16, 17, 18, 23, proxy, tls));
	}

	@Test
	@DisplayName("what a builder does later does not change a configuration that it has made")
	void immutable() {
		Builder builder = ServerConfig.builder().port(1);
		ServerConfig made = builder.build();
		assertThat(builder.port(2).build().port()).isEqualTo(2);
		assertThat(made.port()).isEqualTo(1);
	}

	@Test
	@DisplayName("by default a server takes 8192 connections, or 45 % of the descriptors where that is less")
	void maxConnectionsFollowsTheLimit() {
		assertThat(Descriptors.defaultMaxConnections(1_000_000)).isEqualTo(8192);
		assertThat(Descriptors.defaultMaxConnections(Long.MAX_VALUE)).isEqualTo(8192);
		assertThat(Descriptors.defaultMaxConnections(18_205)).isEqualTo(8192);
		assertThat(Descriptors.defaultMaxConnections(18_204)).isEqualTo(8191);
		assertThat(Descriptors.defaultMaxConnections(1024)).isEqualTo(460);
		assertThat(Descriptors.defaultMaxConnections(128)).isEqualTo(57);
		assertThat(Descriptors.defaultMaxConnections(1)).isEqualTo(1);
		assertThat(Descriptors.limit()).isPositive().isEqualTo(Descriptors.toldByJvm());
	}

	@Test
	@DisplayName("descriptors suffice for connections if 256 are left for everything else")
	void descriptorsSuffice() {
		assertThat(Descriptors.suffice(Descriptors.defaultMaxConnections(1024), 1024)).isTrue();
		assertThat(Descriptors.suffice(768, 1024)).isTrue();
		assertThat(Descriptors.suffice(769, 1024)).isFalse();
		assertThat(Descriptors.suffice(1, 128)).isFalse();
		assertThat(Descriptors.suffice(Integer.MAX_VALUE, Long.MAX_VALUE)).isTrue();
	}

	@Test
	@DisplayName("S3-22 a server without a handler cannot be built, and the message says how to set one")
	void serverNeedsAHandler() {
		assertThatIllegalStateException().isThrownBy(() -> LeatServer.builder("bare").build())
			.withMessage("Server 'bare' has no handler; set one with handler(...)");
	}

	@Test
	@DisplayName("S3-22 S3-40 a server needs a handler and no more: it has a group and settings of its own")
	void serverOfDefaults() throws Exception {
		LeatServer server = LeatServer.builder("plain")
			.config(ServerConfig.builder().address(InetAddress.getLoopbackAddress()).build())
			.handler(Servers.ECHO)
			.build();
		assertThat(server.name()).isEqualTo("plain");
		server.start();
		try (Client client = Client.to(server)) {
			assertThat(client.echo("works")).isEqualTo("works");
		}
		assertThat(server.stats().maxConnections()).isEqualTo(server.config().maxConnections());
		server.stop();
	}

}
