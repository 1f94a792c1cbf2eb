package dev.leat.autoconfigure;

import java.net.InetAddress;
import java.time.Duration;

import javax.net.ssl.SSLContext;

import dev.leat.reactor.ConnectionHandler;
import dev.leat.reactor.EventLoopGroup;
import dev.leat.reactor.LeatServer;
import dev.leat.reactor.ServerConfig;
import dev.leat.reactor.StreamHandler;
import dev.leat.reactor.TlsConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.core.env.StandardEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ServerDescription}.
 */
class ServerDescriptionTests {

	private final ConnectionHandler handler = (connection, data) -> connection.write(data);

	private final EventLoopGroup loops = EventLoopGroup.builder().threads(0).build();

	private final StandardEnvironment environment = new StandardEnvironment();

	private final DefaultListableBeanFactory beans = new DefaultListableBeanFactory();

	@AfterEach
	void stop() {
		this.loops.close();
	}

	@Test
	void saysWhereItListensWhoHandlesAndWhichLimitsMatter() {
		this.beans.registerSingleton("echo", this.handler);
		LeatServer server = started(ServerConfig.builder()
			.address(InetAddress.getLoopbackAddress())
			.maxConnections(5)
			.idleTimeout(Duration.ZERO)
			.writeMaxPending(64 * 1024)
			.build());
		assertThat(describe(server))
			.isEqualTo("Server 'echo' listens on 127.0.0.1 port " + server.localAddress().getPort()
					+ ", TLS off, handler echo, max-connections 5, idle-timeout off, write.max-pending 64KB");
	}

	@ParameterizedTest
	@CsvSource({ "NONE, on", "WANT, on with client certificates wanted", "NEED, on with client certificates needed" })
	void saysWhetherTlsIsSpokenAndWhoHasToShowACertificate(TlsConfig.ClientAuth auth, String tls) throws Exception {
		ServerConfig config = ServerConfig.builder()
			.tls(TlsConfig.builder(SSLContext.getDefault()).clientAuth(auth).build())
			.build();
		assertThat(describe(started(config))).contains(", TLS " + tls + ", handler");
	}

	@Test
	void saysThatItListensOnAllAddresses() {
		assertThat(describe(started(ServerConfig.builder().build()))).contains("listens on all addresses port ");
	}

	@Test
	void saysWhichOtherBeanHandles() {
		this.beans.registerSingleton("other", this.handler);
		TestPropertyValues.of("leat.servers.echo.handler=other").applyTo(this.environment);
		assertThat(describe(started(ServerConfig.builder().build()))).contains(", handler other,");
	}

	@Test
	void saysOnWhichThreadsAStreamHandlerIsCalled() {
		this.beans.registerSingleton("echo", (StreamHandler) (connection, in, out) -> {
		});
		TestPropertyValues.of("spring.threads.virtual.enabled=false").applyTo(this.environment);
		assertThat(describe(started(ServerConfig.builder().build()))).contains(", handler echo on daemon threads,");
	}

	@Test
	void saysThatTheApplicationHasBuiltIt() {
		LeatServer server = started(ServerConfig.builder().build());
		this.beans.registerSingleton("echo", server);
		assertThat(describe(server)).contains(", handler of its own,");
	}

	@Test
	void saysSoTooWhereAHandlerBeanIsCalledLikeItAndNotOpened() {
		this.beans.registerSingleton("echo", this.handler);
		TestPropertyValues.of("leat.server.port=-1").applyTo(this.environment);
		assertThat(describe(started(ServerConfig.builder().build()))).contains(", handler of its own,");
	}

	@Test
	void aServerThatDoesNotRunHasNoPort() {
		LeatServer server = started(ServerConfig.builder().build());
		server.stop();
		assertThat(describe(server)).contains("listens on no port,");
	}

	private LeatServer started(ServerConfig config) {
		LeatServer server = LeatServer.builder("echo").loops(this.loops).config(config).handler(this.handler).build();
		server.start();
		return server;
	}

	private String describe(LeatServer server) {
		HandlerBeans handlers = new HandlerBeans(this.beans);
		return new ServerDescription(new ServerOrigin(new ServerSettings(this.environment), handlers), handlers,
				new StreamThreads(this.environment, this.beans))
			.of(server);
	}

}
