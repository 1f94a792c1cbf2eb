package dev.leat.reactor;

import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Loggers while SLF4J starts, each time in a process of its own.
 */
class LogTests {

	private static String kinds(Class<?> provider) throws Exception {
		try (ChildServer child = ChildServer.start(List.of(), List.of("-Dslf4j.provider=" + provider.getName()),
				LoggingChild.class, "")) {
			return child.ask();
		}
	}

	@Test
	@DisplayName("what SLF4J lends while another thread starts it does not stay")
	void substitute() throws Exception {
		assertThat(kinds(LoggingChild.Slow.class)).isEqualTo("SubstituteLogger, then NOPLogger");
	}

	@Test
	@DisplayName("where SLF4J cannot start, nothing is written, and nothing else fails")
	void failure() throws Exception {
		assertThat(kinds(LoggingChild.Broken.class)).isEqualTo("nothing, then NOPLogger");
	}

}
