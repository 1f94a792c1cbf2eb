package dev.leat.autoconfigure;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import dev.leat.reactor.ServerConfig;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.core.env.StandardEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds the metadata, which is what editors show, and the engine's defaults together.
 */
class MetadataTests {

	private static final Set<String> COMPUTED = Set.of("leat.server.address", "leat.server.port",
			"leat.server.max-connections", "leat.acceptor.max-connections", "leat.server.allow", "leat.server.deny",
			"leat.server.proxy-protocol.trusted-proxies", "leat.server.socket.send-buffer",
			"leat.server.socket.receive-buffer", "leat.event-loops.threads", "leat.buffers.max-memory", "leat.servers",
			"leat.server.ssl.enabled", "leat.server.ssl.bundle", "leat.server.ssl.application-protocols",
			"leat.server.ssl.max-handshakes", "leat.server.ssl.server-name-bundles");

	private static Map<String, Map<String, Object>> properties;

	@BeforeAll
	static void read() throws IOException {
		properties = Metadata.properties();
	}

	@Test
	void everyPropertyIsDescribed() {
		assertThat(properties).isNotEmpty()
			.allSatisfy((name, property) -> assertThat((String) property.get("description")).endsWith(".")
				.doesNotContain("- ", "{@"));
	}

	@Test
	void everyPropertyHasADefaultUnlessItIsComputedOrNone() {
		assertThat(properties.entrySet()
			.stream()
			.filter((property) -> !property.getValue().containsKey("defaultValue"))
			.map(Map.Entry::getKey)).containsExactlyInAnyOrderElementsOf(COMPUTED);
	}

	@Test
	void theDefaultsThatEditorsShowAreThoseOfTheEngine() {
		StandardEnvironment shown = new StandardEnvironment();
		properties.forEach((name, property) -> {
			if (property.containsKey("defaultValue")) {
				TestPropertyValues.of(name + "=" + property.get("defaultValue")).applyTo(shown);
			}
		});
		assertThat(ServerConfigMapper.map(new ServerSettings(shown).of("echo")).build())
			.isEqualTo(ServerConfig.builder().build());
	}

	@Test
	void whatIsShownIsWhatStartUpAccepts() {
		Set<String> accepted = PropertyNames.of(ConfigurationPropertyName.of("leat"), LeatProperties.class)
			.stream()
			.map(ConfigurationPropertyName::toString)
			.collect(Collectors.toSet());
		assertThat(properties.keySet()).isEqualTo(accepted);
	}

}
