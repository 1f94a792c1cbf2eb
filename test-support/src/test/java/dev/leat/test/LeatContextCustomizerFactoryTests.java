package dev.leat.test;

import java.util.List;

import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.ContextCustomizer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LeatContextCustomizerFactory}.
 */
class LeatContextCustomizerFactoryTests {

	@Test
	void aSpringBootTestGetsFreePorts() {
		assertThat(customizer(Plain.class)).isEqualTo(new LeatContextCustomizer(true));
	}

	@Test
	void aTestThatWantsDefinedPortsGetsThem() {
		assertThat(customizer(Defined.class)).isEqualTo(new LeatContextCustomizer(false));
	}

	@Test
	void anyOtherTestIsLeftAlone() {
		assertThat(customizer(Other.class)).isNull();
	}

	@Test
	void testsThatAskForTheSameShareTheirContext() {
		assertThat(customizer(Plain.class)).hasSameHashCodeAs(customizer(Plain.class));
	}

	private static ContextCustomizer customizer(Class<?> test) {
		return new LeatContextCustomizerFactory().createContextCustomizer(test, List.of());
	}

	@SpringBootTest
	static class Plain {

	}

	@SpringBootTest(webEnvironment = WebEnvironment.DEFINED_PORT)
	static class Defined {

	}

	@ContextConfiguration
	static class Other {

	}

}
