package dev.leat.autoconfigure;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.boot.test.util.TestPropertyValues.Type;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for {@link UnknownKeys}.
 */
class UnknownKeysTests {

	private final StandardEnvironment environment = new StandardEnvironment();

	@ParameterizedTest
	@ValueSource(strings = { "leat.enabled", "leat.server.port", "leat.server.write.maxPending",
			"leat.server.shutdown.grace_period", "leat.servers.key-value.socket.keep-alive",
			"leat.servers.keyValue.handler", "leat.servers.x.enabled", "leat.event-loops.read-buffer",
			"leat.acceptor.batch", "leat.server.allow", "leat.server.deny[1]", "leat.servers.x.allow[0]",
			"leat.buffers.max-memory", "local.leat.echo.port", "leaty.server.prot" })
	void whatExistsAndWhatIsNotOursPasses(String key) {
		TestPropertyValues.of(key + "=1").applyTo(this.environment);
		assertThatNoException().isThrownBy(this::reject);
	}

	@ParameterizedTest
	@CsvSource({ "leat.server.prot,leat.server.port", "leat.server.idle-timout,leat.server.idle-timeout",
			"leat.server.write.max-pendin,leat.server.write.max-pending", "leat.port,leat.server.port",
			"leat.servers.echo.prot,leat.servers.echo.port", "leat.event-loop.threads,leat.event-loops.threads",
			"leat.enable,leat.enabled", "leat.servers.echo.grace-period,leat.server.shutdown.grace-period" })
	void whatDoesNotExistIsRefusedWithTheNearestName(String key, String nearest) {
		TestPropertyValues.of(key + "=1").applyTo(this.environment);
		assertThatExceptionOfType(SetupFailure.class).isThrownBy(this::reject)
			.withMessageContaining("The property '" + key + "' does not exist")
			.extracting(SetupFailure::action)
			.isEqualTo("Did you mean '" + nearest + "'?");
	}

	@Test
	void allThatDoNotExistAreToldAtOnce() {
		TestPropertyValues
			.of("leat.server.prot=1", "leat.server.port=2", "leat.server.deni[0]=a", "leat.server.deni[1]=b")
			.applyTo(this.environment);
		assertThatExceptionOfType(SetupFailure.class).isThrownBy(this::reject)
			.withMessageContainingAll("The property 'leat.server.prot' does not exist",
					"The property 'leat.server.deni' does not exist")
			.extracting(SetupFailure::action)
			.isEqualTo("leat.server.prot: Did you mean 'leat.server.port'?\n"
					+ "leat.server.deni: Did you mean 'leat.server.deny'?");
	}

	@Test
	void whatIsNearNothingGetsNoSuggestion() {
		TestPropertyValues.of("leat.wheel=1").applyTo(this.environment);
		assertThatExceptionOfType(SetupFailure.class).isThrownBy(this::reject)
			.extracting(SetupFailure::action)
			.isEqualTo("Remove it, or look its name up in the list of properties.");
	}

	@Test
	void aGroupIsNoProperty() {
		TestPropertyValues.of("leat.servers.echo=7007").applyTo(this.environment);
		assertThatExceptionOfType(SetupFailure.class).isThrownBy(this::reject)
			.withMessageContaining("leat.servers.echo");
	}

	@Test
	void systemPropertiesAreLookedAt() {
		TestPropertyValues.of("leat.server.prot=1")
			.applyToSystemProperties(() -> assertThatExceptionOfType(SetupFailure.class).isThrownBy(this::reject));
	}

	@Test
	void environmentVariablesAreLeftAlone() {
		TestPropertyValues.of("LEAT_HOME=/opt/leat", "LEAT_SERVICE_PORT=1")
			.applyTo(this.environment, Type.SYSTEM_ENVIRONMENT);
		assertThatNoException().isThrownBy(this::reject);
	}

	@Test
	void theMessageSaysWhereTheKeyStands() {
		this.environment.getPropertySources().addFirst(new MapPropertySource("mine", Map.of("leat.prot", 1)));
		assertThatExceptionOfType(SetupFailure.class).isThrownBy(this::reject).withMessageContaining("\"leat.prot\"");
	}

	private void reject() {
		new UnknownKeys().reject(this.environment);
	}

}
