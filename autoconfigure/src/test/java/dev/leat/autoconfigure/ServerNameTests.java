package dev.leat.autoconfigure;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ServerName}.
 */
class ServerNameTests {

	@ParameterizedTest
	@ValueSource(strings = { "keyValue", "key-value", "key_value", "KEYVALUE", "KeyValue" })
	void namesThatDifferInCaseDashesOrUnderscoresAreAlike(String name) {
		assertThat(ServerName.uniform(name)).isEqualTo("keyvalue");
	}

	@Test
	void digitsTellNamesApart() {
		assertThat(ServerName.uniform("echo1")).isNotEqualTo(ServerName.uniform("echo2"));
	}

	@ParameterizedTest
	@CsvSource({ "echo,echo", "keyValue,key-value", "key_value,key-value", "Echo2Server,echo2-server", "_x_,x",
			"a.b#0,a-b-0" })
	void spellsAsAPropertyDoes(String name, String dashed) {
		assertThat(ServerName.dashed(name)).isEqualTo(dashed);
	}

	@Test
	void namesBothPropertiesOfASetting() {
		assertThat(ServerName.properties("keyValue", "port"))
			.isEqualTo("leat.servers.key-value.port or leat.server.port");
	}

}
