package dev.leat.autoconfigure;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;

import dev.leat.reactor.BindFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mockito.BDDMockito;

import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.context.ApplicationContextException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link BindFailureAnalyzer}, above all for what a test cannot bring about.
 */
class BindFailureAnalyzerTests {

	@Test
	void aPortThatIsNotPermitted() {
		FailureAnalysis analysis = analyze(BindFailure.Kind.NOT_PERMITTED, "Permission denied");
		assertThat(analysis.getDescription())
			.isEqualTo("Server 'keyValue' could not start: this process may not open port 639.");
		assertThat(analysis.getAction()).isEqualTo("Set leat.servers.key-value.port or leat.server.port to a port of "
				+ "1024 or above, or give the process the right to open lower ones.");
	}

	@Test
	void anyOtherFailureShowsItsReason() {
		FailureAnalysis analysis = analyze(BindFailure.Kind.OTHER, "Too many open files");
		assertThat(analysis.getDescription()).isEqualTo(
				"Server 'keyValue' could not start: listening on 127.0.0.1 port 639 failed: Too many open files.");
		assertThat(analysis.getAction())
			.isEqualTo("Check leat.servers.key-value.address or leat.server.address and leat.servers.key-value.port "
					+ "or leat.server.port.");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"',
			value = {
					"IN_USE | or set the port in the ServerConfig of 'keyValue' to another port (0 for any free one).",
					"NOT_PERMITTED | Set the port in the ServerConfig of 'keyValue' to a port of 1024 or above,",
					"NOT_LOCAL | Set the address in the ServerConfig of 'keyValue' to an address of this machine,",
					"OTHER | Check the address in the ServerConfig of 'keyValue' and the port in the ServerConfig of" })
	void aServerThatTheApplicationBuildsItselfHasNoProperties(BindFailure.Kind kind, String action) {
		BindFailure failure = failure(kind, "for some reason");
		assertThat(analyze(failure, new OpenFailure(failure, true)).getAction()).contains(action)
			.doesNotContain("leat.server");
	}

	@Test
	void neitherHasOneThatTheApplicationStartsItself() {
		BindFailure failure = failure(BindFailure.Kind.OTHER, "for some reason");
		assertThat(analyze(failure, failure).getAction()).contains("ServerConfig").doesNotContain("leat.server");
	}

	private static FailureAnalysis analyze(BindFailure.Kind kind, String reason) {
		BindFailure failure = failure(kind, reason);
		return analyze(failure, new OpenFailure(failure, false));
	}

	private static FailureAnalysis analyze(BindFailure failure, Throwable thrown) {
		FailureAnalysis analysis = new BindFailureAnalyzer()
			.analyze(new ApplicationContextException("Failed to start bean", thrown));
		assertThat(analysis.getCause()).isSameAs(failure);
		return analysis;
	}

	private static BindFailure failure(BindFailure.Kind kind, String reason) {
		BindFailure failure = mock(BindFailure.class);
		BDDMockito.given(failure.server()).willReturn("keyValue");
		BDDMockito.given(failure.address()).willReturn(new InetSocketAddress(InetAddress.getLoopbackAddress(), 639));
		BDDMockito.given(failure.kind()).willReturn(kind);
		BDDMockito.given(failure.getCause()).willReturn(new SocketException(reason));
		return failure;
	}

}
