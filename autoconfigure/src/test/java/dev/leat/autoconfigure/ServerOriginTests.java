package dev.leat.autoconfigure;

import dev.leat.reactor.ConnectionHandler;
import dev.leat.reactor.LeatServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ServerOrigin}.
 */
class ServerOriginTests {

	private final DefaultListableBeanFactory beans = new DefaultListableBeanFactory();

	private final MockEnvironment environment = new MockEnvironment();

	private final ConnectionHandler handler = (connection, data) -> connection.write(data);

	@BeforeEach
	void define() {
		this.beans.registerSingleton("keyValue", this.handler);
	}

	@Test
	void aHandlerBeanHasAServerOfItsName() {
		assertThat(origin(this.beans).handler("keyValue")).isEqualTo("keyValue");
		assertThat(origin(this.beans).isCode("keyValue")).isFalse();
	}

	@Test
	void aServerMayNameItsHandler() {
		this.environment.setProperty("leat.servers.other.handler", "keyValue");
		assertThat(origin(this.beans).handler("other")).isEqualTo("keyValue");
		assertThat(origin(this.beans).isCode("other")).isFalse();
	}

	@Test
	void aServerThatTheApplicationBuildsItselfIsOfCode() {
		this.beans.registerSingleton("mine", LeatServer.builder("mine").handler(this.handler).build());
		assertThat(origin(this.beans).handler("mine")).isNull();
		assertThat(origin(this.beans).isCode("mine")).isTrue();
	}

	@Test
	void soIsOneThatIsCalledLikeAHandlerBeanThatIsNotOpened() {
		this.environment.setProperty("leat.server.port", "-1");
		assertThat(origin(this.beans).isCode("keyValue")).isTrue();
	}

	@Test
	void soIsOneThatIsCalledLikeAHandlerBeanOfTheParent() {
		assertThat(origin(new DefaultListableBeanFactory(this.beans)).isCode("keyValue")).isTrue();
	}

	private ServerOrigin origin(DefaultListableBeanFactory beans) {
		return new ServerOrigin(new ServerSettings(this.environment), new HandlerBeans(beans));
	}

}
