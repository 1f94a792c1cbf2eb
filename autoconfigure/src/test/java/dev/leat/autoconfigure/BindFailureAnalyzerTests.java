package dev.leat.autoconfigure;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;

import dev.leat.reactor.BindFailure;
import dev.leat.reactor.ConnectionHandler;
import dev.leat.reactor.LeatServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mockito.BDDMockito;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.context.ApplicationContextException;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link BindFailureAnalyzer}, above all for what a test cannot bring about.
 */
class BindFailureAnalyzerTests {

	private final DefaultListableBeanFactory beans = new DefaultListableBeanFactory();

	private final MockEnvironment environment = new MockEnvironment();

	private final ConnectionHandler handler = (connection, data) -> connection.write(data);

	@BeforeEach
	void define() {
		this.beans.registerSingleton("keyValue", this.handler);
	}

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

	@Test
	void aServerThatNamesItsHandlerHasProperties() {
		this.environment.setProperty("leat.servers.other.handler", "keyValue");
		assertThat(analyze("other", BindFailure.Kind.OTHER, "Too many open files").getAction())
			.startsWith("Check leat.servers.other.address or leat.server.address");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"',
			value = { "IN_USE | or set the port in the ServerConfig of 'mine' to another port (0 for any free one).",
					"NOT_PERMITTED | Set the port in the ServerConfig of 'mine' to a port of 1024 or above,",
					"NOT_LOCAL | Set the address in the ServerConfig of 'mine' to an address of this machine,",
					"OTHER | Check the address in the ServerConfig of 'mine' and the port in the ServerConfig of" })
	void aServerThatTheApplicationBuildsItselfHasNone(BindFailure.Kind kind, String action) {
		this.beans.registerSingleton("mine", LeatServer.builder("mine").handler(this.handler).build());
		assertThat(analyze("mine", kind, "for some reason").getAction()).contains(action).doesNotContain("leat.server");
	}

	@Test
	void neitherHasOneThatIsCalledLikeAHandlerBeanThatIsNotOpened() {
		this.environment.setProperty("leat.server.port", "-1");
		assertThat(analyze(BindFailure.Kind.OTHER, "for some reason").getAction()).contains("ServerConfig")
			.doesNotContain("leat.server");
	}

	@Test
	void neitherHasOneThatIsCalledLikeAHandlerBeanOfTheParent() {
		DefaultListableBeanFactory child = new DefaultListableBeanFactory(this.beans);
		assertThat(analyze(child, "keyValue", BindFailure.Kind.OTHER, "for some reason").getAction())
			.contains("ServerConfig")
			.doesNotContain("leat.server");
	}

	private FailureAnalysis analyze(BindFailure.Kind kind, String reason) {
		return analyze("keyValue", kind, reason);
	}

	private FailureAnalysis analyze(String server, BindFailure.Kind kind, String reason) {
		return analyze(this.beans, server, kind, reason);
	}

	private FailureAnalysis analyze(BeanFactory beans, String server, BindFailure.Kind kind, String reason) {
		BindFailure failure = mock(BindFailure.class);
		BDDMockito.given(failure.server()).willReturn(server);
		BDDMockito.given(failure.address()).willReturn(new InetSocketAddress(InetAddress.getLoopbackAddress(), 639));
		BDDMockito.given(failure.kind()).willReturn(kind);
		BDDMockito.given(failure.getCause()).willReturn(new SocketException(reason));
		FailureAnalysis analysis = new BindFailureAnalyzer(beans, this.environment)
			.analyze(new ApplicationContextException("Failed to start bean", failure));
		assertThat(analysis.getCause()).isSameAs(failure);
		return analysis;
	}

}
