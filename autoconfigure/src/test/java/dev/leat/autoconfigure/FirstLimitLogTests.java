package dev.leat.autoconfigure;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.stream.Stream;

import dev.leat.codec.Framing;
import dev.leat.reactor.CloseReason;
import dev.leat.reactor.Connection;
import dev.leat.reactor.ConnectionHandler;
import dev.leat.reactor.RejectReason;
import dev.leat.reactor.ServerConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

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
	@CsvSource({ "IDLE,idle-timeout,5m", "WRITE_TIMEOUT,write-timeout,1m", "HALF_CLOSE_TIMEOUT,half-close-timeout,30s",
			"WRITE_OVERFLOW,write.max-pending,8MB", "READ_OVERFLOW,read.max-pending,1MB" })
	void namesThePropertyAndItsValue(CloseReason reason, String property, String value, CapturedOutput output) {
		close(log(), reason);
		assertThat(output).contains("A limit of server 'keyValue' has acted for the first time (" + reason.word()
				+ "): " + property + " is " + value + "; change it with leat.servers.key-value." + property
				+ " or leat.server." + property);
	}

	@Test
	void namesTheLimitOfConnections(CapturedOutput output) {
		log().rejected(null, RejectReason.LIMIT);
		assertThat(output).contains("(limit): max-connections is 12;");
	}

	@Test
	void namesTheTimeoutThatIsSet(CapturedOutput output) {
		this.config.idleTimeout(Duration.ZERO).readIdleTimeout(Duration.ofSeconds(7));
		close(log(), CloseReason.IDLE);
		assertThat(output).contains("read-idle-timeout is 7s;");
	}

	@Test
	void namesTheFrameSizeWhereTheFramingSetsNone(CapturedOutput output) throws Exception {
		this.config.maxFrameSize(8);
		FirstLimitLog log = log();
		log.closed(mock(Connection.class), CloseReason.FRAME_TOO_LARGE, tooLarge(Framing.varint().maxFrameSize(7)),
				Duration.ZERO);
		assertThat(output).doesNotContain("for the first time");
		log.closed(mock(Connection.class), CloseReason.FRAME_TOO_LARGE, tooLarge(Framing.varint()), Duration.ZERO);
		assertThat(output).contains("(frame-too-large): max-frame-size is 8B;");
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
		Stream.of(CloseReason.IDLE, CloseReason.WRITE_OVERFLOW, CloseReason.IDLE, CloseReason.IDLE)
			.forEach((reason) -> close(log, reason));
		assertThat(output.getOut().lines().filter((line) -> line.contains("for the first time"))).hasSize(2);
	}

	@ParameterizedTest
	@EnumSource(mode = Mode.EXCLUDE,
			names = { "IDLE", "WRITE_TIMEOUT", "HALF_CLOSE_TIMEOUT", "WRITE_OVERFLOW", "READ_OVERFLOW" })
	void isSilentWhereNoPropertyActed(CloseReason reason, CapturedOutput output) {
		close(log(), reason);
		assertThat(output).doesNotContain("for the first time");
	}

	private FirstLimitLog log() {
		return new FirstLimitLog("keyValue", this.config.build());
	}

	private static void close(FirstLimitLog log, CloseReason reason) {
		log.closed(mock(Connection.class), reason, null, Duration.ofSeconds(1));
	}

}
