package dev.leat.autoconfigure;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import dev.leat.codec.Framing;
import dev.leat.reactor.CloseReason;
import dev.leat.reactor.Connection;
import dev.leat.reactor.ConnectionHandler;
import dev.leat.reactor.ProxyConfig;
import dev.leat.reactor.ServerConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link FirstLimitLog}.
 */
@ExtendWith(OutputCaptureExtension.class)
class FirstLimitLogTests {

	private final ServerConfig.Builder config = ServerConfig.builder().maxConnections(12);

	@BeforeAll
	static void listen() {
		level(LogLevel.INFO);
	}

	@AfterAll
	static void listenNoMore() {
		level(null);
	}

	private static void level(LogLevel level) {
		LoggingSystem.get(FirstLimitLogTests.class.getClassLoader()).setLogLevel(LeatServers.class.getName(), level);
	}

	@ParameterizedTest
	@CsvSource({ "max-connections,12", "max-connections-per-address,7", "allow,'10.0.0.0/8,::1'", "deny,10.9.0.0/16",
			"idle-timeout,5m", "read-idle-timeout,7s", "first-byte-timeout,8s", "max-age,1h", "write-timeout,1m",
			"half-close-timeout,30s", "write.max-pending,8MB", "read.max-pending,1MB" })
	void namesThePropertyAndItsValue(String property, String value, CapturedOutput output) {
		this.config.maxConnectionsPerAddress(7)
			.allow(List.of("10.0.0.0/8", "::1"))
			.deny(List.of("10.9.0.0/16"))
			.readIdleTimeout(Duration.ofSeconds(7))
			.firstByteTimeout(Duration.ofSeconds(8))
			.maxAge(Duration.ofHours(1));
		log().limited(property);
		assertThat(output).contains("A limit of server 'keyValue' has acted for the first time: " + property + " is "
				+ value + "; change it with leat.servers.key-value." + property + " or leat.server." + property);
	}

	@ParameterizedTest
	@CsvSource({ "proxy-protocol.mode,required", "proxy-protocol.trusted-proxies,'::1,10.0.0.0/8'",
			"proxy-protocol.header-timeout,5s", "proxy-protocol.max-header-size,2KB" })
	void namesWhatIsAskedOfProxies(String property, String value, CapturedOutput output) {
		this.config.proxyProtocol(ProxyConfig.of(ProxyConfig.Mode.REQUIRED, List.of("::1", "10.0.0.0/8")));
		log().limited(property);
		assertThat(output).contains(property + " is " + value + ";", "leat.server." + property);
	}

	@Test
	void namesTheLimitOfTheProcess(CapturedOutput output) {
		log().limited("leat.acceptor.max-connections");
		assertThat(output)
			.contains("A limit of the process has acted for the first time: leat.acceptor.max-connections is reached");
	}

	@Test
	void namesTheFrameSizeWhereTheFramingSetsNone(CapturedOutput output) throws Exception {
		this.config.maxFrameSize(8);
		FirstLimitLog log = log();
		log.closed(mock(Connection.class), CloseReason.FRAME_TOO_LARGE, tooLarge(Framing.varint().maxFrameSize(7)),
				Duration.ZERO);
		assertThat(output).doesNotContain("for the first time");
		log.closed(mock(Connection.class), CloseReason.FRAME_TOO_LARGE, tooLarge(Framing.varint()), Duration.ZERO);
		assertThat(output).contains("max-frame-size is 8B;");
	}

	private Throwable tooLarge(Framing<ByteBuffer, ByteBuffer> framing) throws Exception {
		Connection connection = mock(Connection.class);
		given(connection.config()).willReturn(this.config.build());
		given(connection.isOpen()).willReturn(true);
		ConnectionHandler handler = framing.handler((frames, frame) -> {
		}).create(connection);
		return catchThrowable(() -> handler.onData(connection, ByteBuffer.wrap(new byte[] { 100 })));
	}

	@Test
	void speaksOnceForEachLimit(CapturedOutput output) {
		FirstLimitLog log = log();
		Stream.of("idle-timeout", "write.max-pending", "idle-timeout", "idle-timeout").forEach(log::limited);
		assertThat(output.getOut().lines().filter((line) -> line.contains("for the first time"))).hasSize(2);
	}

	@ParameterizedTest
	@EnumSource
	void isSilentWhereNoPropertyActed(CloseReason reason, CapturedOutput output) {
		log().closed(mock(Connection.class), reason, null, Duration.ofSeconds(1));
		assertThat(output).doesNotContain("for the first time");
	}

	private FirstLimitLog log() {
		return new FirstLimitLog("keyValue", this.config.build());
	}

}
