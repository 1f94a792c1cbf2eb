package dev.leat.sample.keyvalue;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ServerCommands}.
 */
class ServerCommandsTests {

	private final Shell shell = new Shell(5000);

	@Test
	void infoHasItsSections() {
		this.shell.statistics.opened();
		this.shell.run("SET a 1 EX 1");
		this.shell.clock.addAndGet(500);
		assertThat(this.shell.run("INFO")).contains("# Server\r\nredis_version:7.0.15\r\n", "uptime_in_seconds:0\r\n",
				"\r\n\r\n# Clients\r\nconnected_clients:1\r\n", "used_memory:114\r\nmaxmemory:5000\r\n",
				"total_connections_received:1\r\n", "total_commands_processed:2\r\n",
				"# Keyspace\r\ndb0:keys=1,expires=1\r\n");
		assertThat(this.shell.run("INFO all")).contains("# Server", "# Keyspace");
	}

	@Test
	void infoAnswersTheSectionsAskedFor() {
		assertThat(this.shell.run("INFO Keyspace")).isEqualTo("$12\r\n# Keyspace\r\n");
		assertThat(this.shell.run("INFO clients MEMORY")).contains("# Clients", "# Memory").doesNotContain("# Server");
		assertThat(this.shell.run("INFO nosuch")).isEqualTo("$0\r\n");
	}

	@Test
	void infoCountsWhatExpired() {
		this.shell.run("SET a 1 PX 1");
		this.shell.clock.addAndGet(1);
		assertThat(this.shell.run("INFO stats")).contains("expired_keys:1");
	}

	@Test
	void commandIsEmpty() {
		assertThat(this.shell.run("COMMAND DOCS")).isEqualTo("*0");
	}

	@Test
	void configTellsWhatBenchmarksAskFor() {
		assertThat(this.shell.run("CONFIG GET save")).isEqualTo("*2\r\n$4\r\nsave\r\n$0\r\n");
		assertThat(this.shell.run("CONFIG GET AppendOnly")).isEqualTo("*2\r\n$10\r\nappendonly\r\n$2\r\nno");
		assertThat(this.shell.run("CONFIG GET maxm* databases save")).startsWith("*8").contains("5000", "noeviction");
		assertThat(this.shell.run("CONFIG GET nosuch")).isEqualTo("*0");
		assertThat(this.shell.run("CONFIG GET")).isEqualTo("-ERR wrong number of arguments for 'config|get' command");
	}

}
