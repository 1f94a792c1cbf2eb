package dev.leat.autoconfigure;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;

import dev.leat.reactor.BindFailure;
import org.junit.jupiter.api.Test;
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

	private static FailureAnalysis analyze(BindFailure.Kind kind, String reason) {
		BindFailure failure = mock(BindFailure.class);
		BDDMockito.given(failure.server()).willReturn("keyValue");
		BDDMockito.given(failure.address()).willReturn(new InetSocketAddress(InetAddress.getLoopbackAddress(), 639));
		BDDMockito.given(failure.kind()).willReturn(kind);
		BDDMockito.given(failure.getCause()).willReturn(new SocketException(reason));
		FailureAnalysis analysis = new BindFailureAnalyzer()
			.analyze(new ApplicationContextException("Failed to start bean", failure));
		assertThat(analysis.getCause()).isSameAs(failure);
		return analysis;
	}

}
