package dev.leat.sample.keyvalue;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ConnectionCommands}.
 */
class ConnectionCommandsTests {

	private final Shell shell = new Shell();

	@Test
	void pingAndEcho() {
		assertThat(this.shell.run("PING")).isEqualTo("+PONG");
		assertThat(this.shell.run("ping hi")).isEqualTo("$2\r\nhi");
		assertThat(this.shell.run("ping a b")).isEqualTo("-ERR wrong number of arguments for 'ping' command");
		assertThat(this.shell.run("ECHO hi")).isEqualTo("$2\r\nhi");
	}

	@Test
	void selectKnowsOneDatabase() {
		assertThat(this.shell.run("SELECT 0")).isEqualTo("+OK");
		assertThat(this.shell.run("SELECT 1")).isEqualTo("-ERR DB index is out of range");
		assertThat(this.shell.run("SELECT x")).isEqualTo("-ERR value is not an integer or out of range");
	}

	@Test
	void quitLeaves() {
		assertThat(this.shell.session.hasLeft()).isFalse();
		assertThat(this.shell.run("QUIT")).isEqualTo("+OK");
		assertThat(this.shell.session.hasLeft()).isTrue();
	}

	@Test
	void clientHasAName() {
		assertThat(this.shell.run("CLIENT GETNAME")).isEqualTo("$-1");
		assertThat(this.shell.run("client setname worker-1")).isEqualTo("+OK");
		assertThat(this.shell.run("CLIENT GETNAME")).isEqualTo("$8\r\nworker-1");
		assertThat(this.shell.labels).containsExactly("worker-1");
		assertThat(this.shell.run("CLIENT", "SETNAME", "a b"))
			.isEqualTo("-ERR Client names cannot contain spaces, newlines or special characters.");
		assertThat(this.shell.run("CLIENT ID")).isEqualTo(":7");
	}

	@Test
	void clientLibraryMayTellItsName() {
		assertThat(this.shell.run("CLIENT SETINFO LIB-NAME jedis")).isEqualTo("+OK");
		assertThat(this.shell.run("CLIENT SETINFO lib-ver 1")).isEqualTo("+OK");
		assertThat(this.shell.run("CLIENT SETINFO foo 1")).isEqualTo("-ERR Unrecognized option 'foo'");
	}

	@Test
	void subcommandsAreCheckedLikeCommands() {
		assertThat(this.shell.run("CLIENT")).isEqualTo("-ERR wrong number of arguments for 'client' command");
		assertThat(this.shell.run("CLIENT Foo")).isEqualTo("-ERR unknown subcommand 'Foo'. Try CLIENT HELP.");
		assertThat(this.shell.run("CLIENT SETNAME"))
			.isEqualTo("-ERR wrong number of arguments for 'client|setname' command");
	}

	@Test
	void helloSpeaksTheSecondVersionOnly() {
		assertThat(this.shell.run("HELLO")).startsWith("*14\r\n$6\r\nserver").contains("proto\r\n:2", "id\r\n:7");
		assertThat(this.shell.run("HELLO 2 SETNAME me")).startsWith("*14");
		assertThat(this.shell.session.name()).isEqualTo("me");
		assertThat(this.shell.run("HELLO 3")).isEqualTo("-NOPROTO unsupported protocol version");
		assertThat(this.shell.run("HELLO x")).isEqualTo("-ERR Protocol version is not an integer or out of range");
		assertThat(this.shell.run("HELLO 2 foo")).isEqualTo("-ERR Syntax error in HELLO option 'foo'");
	}

}
