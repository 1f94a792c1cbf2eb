package dev.leat.autoconfigure;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Spelling}.
 */
class SpellingTests {

	@Test
	void findsTheWordWithTheFewestChanges() {
		assertThat(Spelling.nearest("leat.server.prot", List.of("leat.server.backlog", "leat.server.port")))
			.contains("leat.server.port");
	}

	@Test
	void countsWhatIsInsertedRemovedAndReplaced() {
		assertThat(Spelling.nearest("ehco", List.of("echo"))).contains("echo");
		assertThat(Spelling.nearest("ecoh", List.of("chat", "echo"))).contains("echo");
		assertThat(Spelling.nearest("eccho", List.of("echo"))).contains("echo");
	}

	@Test
	void findsNothingAmongWordsThatAreFar() {
		assertThat(Spelling.nearest("gateway", List.of("echo", "chat"))).isEmpty();
	}

	@Test
	void findsNothingAmongNone() {
		assertThat(Spelling.nearest("echo", List.of())).isEmpty();
	}

}
