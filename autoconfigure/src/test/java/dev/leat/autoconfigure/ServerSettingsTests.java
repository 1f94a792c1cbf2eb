package dev.leat.autoconfigure;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.boot.test.util.TestPropertyValues.Type;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ServerSettings}.
 */
class ServerSettingsTests {

	private final StandardEnvironment environment = new StandardEnvironment();

	@Test
	void withoutPropertiesEverythingIsAsTheClassSays() {
		NamedServerProperties settings = settings("echo");
		assertThat(settings.getPort()).isNull();
		assertThat(settings.isEnabled()).isTrue();
		assertThat(settings.getHandler()).isNull();
		assertThat(settings.getIdleTimeout()).isEqualTo(Duration.ofMinutes(5));
	}

	@Test
	void commonPropertiesHoldForEveryServer() {
		properties("leat.server.port=7", "leat.server.write.max-pending=1MB");
		assertThat(settings("echo").getPort()).isEqualTo(7);
		assertThat(settings("chat").getWrite().getMaxPending()).isEqualTo(DataSize.ofMegabytes(1));
	}

	@Test
	void propertiesOfAServerOverlayTheCommonOnesOneByOne() {
		properties("leat.server.idle-timeout=1m", "leat.server.write.max-pending=1MB",
				"leat.server.write.overflow=fail", "leat.servers.echo.write.max-pending=2MB");
		NamedServerProperties echo = settings("echo");
		assertThat(echo.getWrite().getMaxPending()).isEqualTo(DataSize.ofMegabytes(2));
		assertThat(echo.getWrite().getOverflow()).hasToString("FAIL");
		assertThat(echo.getIdleTimeout()).isEqualTo(Duration.ofMinutes(1));
		assertThat(settings("chat").getWrite().getMaxPending()).isEqualTo(DataSize.ofMegabytes(1));
	}

	@Test
	void aListReplacesTheCommonOne() {
		properties("leat.server.deny=10.0.0.0/8,::1", "leat.servers.echo.deny[0]=10.9.0.0/16");
		assertThat(settings("echo").getDeny()).containsExactly("10.9.0.0/16");
		assertThat(settings("chat").getDeny()).containsExactly("10.0.0.0/8", "::1");
	}

	@Test
	void theOverlayWinsAlsoWhereItSaysTheDefault() {
		properties("leat.server.socket.tcp-no-delay=false", "leat.servers.echo.socket.tcp-no-delay=true");
		assertThat(settings("echo").getSocket().isTcpNoDelay()).isTrue();
		assertThat(settings("chat").getSocket().isTcpNoDelay()).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "keyvalue", "key-value", "keyValue", "key_value", "KeyValue" })
	void anySpellingOfTheNameWillDo(String spelling) {
		properties("leat.servers." + spelling + ".port=6399");
		assertThat(settings("keyValue").getPort()).isEqualTo(6399);
		assertThat(settings("key-value").getPort()).isEqualTo(6399);
		assertThat(settings("key_value").getPort()).isEqualTo(6399);
	}

	@ParameterizedTest
	@ValueSource(strings = { "LEAT_SERVERS_KEYVALUE_PORT", "LEAT_SERVERS_KEY_VALUE_PORT" })
	void environmentVariablesReachAServer(String variable) {
		TestPropertyValues.of(variable + "=6399").applyTo(this.environment, Type.SYSTEM_ENVIRONMENT);
		assertThat(settings("keyValue").getPort()).isEqualTo(6399);
	}

	@Test
	void environmentVariablesReachGroupsToo() {
		TestPropertyValues.of("LEAT_SERVERS_ECHO_WRITE_MAXPENDING=3MB")
			.applyTo(this.environment, Type.SYSTEM_ENVIRONMENT);
		assertThat(settings("echo").getWrite().getMaxPending()).isEqualTo(DataSize.ofMegabytes(3));
	}

	@Test
	void aValueOfAnotherTypeIsRefusedByItsName() {
		properties("leat.servers.echo.port=many");
		assertThatExceptionOfType(BindException.class).isThrownBy(() -> settings("echo"))
			.withMessageContaining("leat.servers.echo.port");
	}

	private void properties(String... pairs) {
		TestPropertyValues.of(pairs).applyTo(this.environment);
	}

	private NamedServerProperties settings(String name) {
		return new ServerSettings(this.environment).of(name);
	}

}
