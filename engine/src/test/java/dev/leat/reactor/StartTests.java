package dev.leat.reactor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a JVM loads from its start to the first answer of a server, which is most of the
 * time that passes until then.
 */
class StartTests {

	@TempDir
	private Path folder;

	private List<String> loaded() throws Exception {
		Path log = this.folder.resolve("loaded");
		try (ChildServer child = start(log); Client client = Client.to(child.port(), 0)) {
			assertThat(client.echo("first")).isEqualTo("first");
			return read(log);
		}
	}

	private List<String> loadedForTheFirst() throws Exception {
		Path log = this.folder.resolve("loaded");
		try (ChildServer child = start(log)) {
			int before = read(log).size();
			try (Client client = Client.to(child.port(), 0)) {
				assertThat(client.echo("first")).isEqualTo("first");
				List<String> all = read(log);
				return all.subList(before, all.size());
			}
		}
	}

	private static ChildServer start(Path log) throws IOException {
		return ChildServer.start(List.of(), List.of("-Xlog:class+load:file=" + log + ":none"), StartingServer.class,
				"");
	}

	private static List<String> read(Path log) throws IOException {
		return Files.readAllLines(log).stream().map((line) -> line.split(" ", 2)[0]).toList();
	}

	@Test
	@DisplayName("the classes of a connection that serve its first bytes are loaded before the first client comes")
	void connectionsAreLoaded() throws Exception {
		assertThat(loadedForTheFirst()).filteredOn((name) -> name.startsWith("dev.leat.reactor."))
			.filteredOn((name) -> !name.contains("StartingServer") && !name.contains("$$Lambda"))
			.isSubsetOf("dev.leat.reactor.Hooks$1", "dev.leat.reactor.ServerListener", "dev.leat.reactor.Split");
	}

	@Test
	@DisplayName("a server starts and answers without a lambda of its own")
	void noLambdas() throws Exception {
		assertThat(loaded()).filteredOn((name) -> name.contains("$$Lambda") && name.startsWith("dev.leat.reactor."))
			.isNotEmpty()
			.allMatch((name) -> name.contains("StartingServer"));
	}

	@Test
	@DisplayName("a server starts and answers before SLF4J is asked for a logger")
	void withoutLog() throws Exception {
		assertThat(loaded()).contains("dev.leat.reactor.NioConnection").doesNotContain("org.slf4j.LoggerFactory");
	}

}
