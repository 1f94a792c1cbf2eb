package dev.leat.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import com.jayway.jsonpath.JsonPath;
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
			"leat.server.max-connections", "leat.server.socket.send-buffer", "leat.server.socket.receive-buffer",
			"leat.event-loops.threads", "leat.buffers.max-memory", "leat.servers");

	private static final Map<String, Map<String, Object>> PROPERTIES = new TreeMap<>();

	@BeforeAll
	static void read() throws IOException {
		try (InputStream json = MetadataTests.class
			.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
			JsonPath.parse(json)
				.<Iterable<Map<String, Object>>>read("$.properties[*]")
				.forEach((property) -> PROPERTIES.put((String) property.get("name"), property));
		}
	}

	@Test
	void everyPropertyIsDescribed() {
		assertThat(PROPERTIES).isNotEmpty()
			.allSatisfy((name, property) -> assertThat((String) property.get("description")).endsWith("."));
	}

	@Test
	void everyPropertyHasADefaultUnlessItIsComputedOrNone() {
		assertThat(PROPERTIES.entrySet()
			.stream()
			.filter((property) -> !property.getValue().containsKey("defaultValue"))
			.map(Map.Entry::getKey)).containsExactlyInAnyOrderElementsOf(COMPUTED);
	}

	@Test
	void theDefaultsThatEditorsShowAreThoseOfTheEngine() {
		StandardEnvironment shown = new StandardEnvironment();
		PROPERTIES.forEach((name, property) -> {
			if (property.containsKey("defaultValue")) {
				TestPropertyValues.of(name + "=" + property.get("defaultValue")).applyTo(shown);
			}
		});
		assertThat(ServerConfigMapper.map(new ServerSettings(shown).of("echo")).build())
			.isEqualTo(dev.leat.reactor.ServerConfig.builder().build());
	}

	@Test
	void whatIsShownIsWhatStartUpAccepts() {
		Set<String> accepted = PropertyNames.of(ConfigurationPropertyName.of("leat"), LeatProperties.class)
			.stream()
			.map(ConfigurationPropertyName::toString)
			.collect(Collectors.toSet());
		assertThat(PROPERTIES.keySet()).isEqualTo(accepted);
	}

}
