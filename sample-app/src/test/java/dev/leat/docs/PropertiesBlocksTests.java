package dev.leat.docs;

import java.io.IOException;
import java.io.StringReader;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.util.ClassUtils;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds the properties on the pages and the metadata of Leat and of Spring Boot together:
 * each exists, and its value can be bound to its type.
 */
class PropertiesBlocksTests {

	static Stream<Block> blocks() {
		return Pages.blocks("properties", "yaml").filter((block) -> !block.marks().contains("kubernetes"));
	}

	@ParameterizedTest
	@MethodSource("blocks")
	void areKnownAndCanBeBound(Block block) throws IOException {
		Properties properties = block.is("yaml") ? yaml(block.text()) : properties(block.text());
		assertThat(properties).as("%s", block).isNotEmpty();
		properties.forEach((name, value) -> {
			String type = Metadata.typeOf((String) name);
			assertThat(type).as("%s: a property called %s", block, name).isNotNull();
			bind(block, (String) name, value, type);
		});
	}

	private static Properties properties(String text) throws IOException {
		Properties properties = new Properties();
		properties.load(new StringReader(text));
		return properties;
	}

	private static Properties yaml(String text) {
		YamlPropertiesFactoryBean yaml = new YamlPropertiesFactoryBean();
		yaml.setResources(new ByteArrayResource(text.getBytes(UTF_8)));
		return yaml.getObject();
	}

	private static void bind(Block block, String name, Object value, String type) {
		if (type.contains("<")) {
			return;
		}
		Class<?> target = ClassUtils.resolveClassName(type, null);
		Object bound = new Binder(new MapConfigurationPropertySource(Map.of("value", value))).bind("value", target)
			.orElse(null);
		assertThat(bound).as("%s: %s=%s", block, name, value).isInstanceOf(target);
	}

}
