package dev.leat.autoconfigure.endpoint;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import javax.management.MBeanOperationInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;

import dev.leat.autoconfigure.LeatEventLoopsAutoConfiguration;
import dev.leat.autoconfigure.LeatServers;
import dev.leat.autoconfigure.LeatServersAutoConfiguration;
import dev.leat.reactor.ConnectionHandler;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.jmx.JmxEndpointAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.jmx.JmxAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The endpoint without a web server, over JMX.
 */
class LeatEndpointJmxTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(LeatEventLoopsAutoConfiguration.class,
				LeatServersAutoConfiguration.class, LeatEndpointAutoConfiguration.class, JmxAutoConfiguration.class,
				JacksonAutoConfiguration.class, EndpointAutoConfiguration.class, JmxEndpointAutoConfiguration.class))
		.withUserConfiguration(Echo.class)
		.withPropertyValues("leat.server.address=127.0.0.1", "leat.server.port=0", "leat.event-loops.threads=0",
				"spring.jmx.enabled=true", "management.endpoints.jmx.exposure.include=leat");

	@Test
	@DisplayName("over JMX it shows the same")
	void reading() {
		this.runner.run((context) -> {
			assertThat(invoke(context, "overview")).asInstanceOf(InstanceOfAssertFactories.MAP)
				.containsOnlyKeys("servers", "loops", "stalls", "buffers");
			assertThat(invoke(context, "server", "echo")).asInstanceOf(InstanceOfAssertFactories.MAP)
				.containsOnlyKeys("server", "settings");
			assertThat(invoke(context, "list", "echo", "connections", null, null, null, null))
				.asInstanceOf(InstanceOfAssertFactories.MAP)
				.containsEntry("connections", List.of());
		});
	}

	@Test
	@DisplayName("over JMX too an operator pauses a server only where the application lets him")
	void writing() {
		this.runner.run((context) -> assertThat(operations(context)).doesNotContain("accept", "close"));
		this.runner.withPropertyValues("management.endpoint.leat.access=UNRESTRICTED").run((context) -> {
			assertThat(operations(context)).contains("accept", "close");
			assertThat(invoke(context, "accept", "echo", false)).isEqualTo(
					Map.of("server", "echo", "accepting", false, "inEffect", true, "reasons", List.of("operator")));
			assertThat(context.getBean(LeatServers.class).get("echo").stats().accepting()).isFalse();
		});
	}

	private static ObjectName name(MBeanServer beans) throws Exception {
		return beans.queryNames(new ObjectName("org.springframework.boot:type=Endpoint,name=Leat,*"), null)
			.iterator()
			.next();
	}

	private static List<String> operations(AssertableApplicationContext context) throws Exception {
		MBeanServer beans = context.getBean(MBeanServer.class);
		return Stream.of(beans.getMBeanInfo(name(beans)).getOperations()).map(MBeanOperationInfo::getName).toList();
	}

	private static Object invoke(AssertableApplicationContext context, String operation, Object... arguments)
			throws Exception {
		MBeanServer beans = context.getBean(MBeanServer.class);
		return beans.invoke(name(beans), operation, arguments, null);
	}

	@Configuration(proxyBeanMethods = false)
	static class Echo {

		@Bean
		ConnectionHandler echo() {
			return (connection, data) -> connection.write(data);
		}

	}

}
