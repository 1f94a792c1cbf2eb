package dev.leat.sample.keyvalue;

import dev.leat.sample.resp.RespDecoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link StringCommands}.
 */
class StringCommandsTests {

	private final Shell shell = new Shell();

	@Test
	void getAnswersWhatWasSet() {
		assertThat(this.shell.run("GET a")).isEqualTo("$-1");
		assertThat(this.shell.run("SET a 1")).isEqualTo("+OK");
		assertThat(this.shell.run("SET", "a", "b\r\n\u00ff")).isEqualTo("+OK");
		assertThat(this.shell.run("GET a")).isEqualTo("$4\r\nb\r\n\u00ff");
	}

	@Test
	void setOnCondition() {
		assertThat(this.shell.run("SET a 1 XX")).isEqualTo("$-1");
		assertThat(this.shell.run("SET a 1 NX")).isEqualTo("+OK");
		assertThat(this.shell.run("set a 2 nx")).isEqualTo("$-1");
		assertThat(this.shell.run("set a 3 xx nX")).isEqualTo("-ERR syntax error");
		assertThat(this.shell.run("set a 3 xx")).isEqualTo("+OK");
		assertThat(this.shell.run("GET a")).isEqualTo("$1\r\n3");
	}

	@Test
	void setWithExpiryEndsAtItsTime() {
		this.shell.run("SET a 1 EX 2");
		this.shell.run("SET b 1 PX 2001 NX");
		this.shell.clock.addAndGet(1999);
		assertThat(this.shell.run("MGET a b")).isEqualTo("*2\r\n$1\r\n1\r\n$1\r\n1");
		this.shell.clock.addAndGet(1);
		assertThat(this.shell.run("MGET a b")).isEqualTo("*2\r\n$-1\r\n$1\r\n1");
		this.shell.clock.addAndGet(1);
		assertThat(this.shell.run("GET b")).isEqualTo("$-1");
	}

	@Test
	void setWithoutExpiryTakesAnOlderOneAway() {
		this.shell.run("SET a 1 EX 2");
		this.shell.run("SET a 2");
		assertThat(this.shell.run("TTL a")).isEqualTo(":-1");
	}

	@Test
	void expiredKeyDoesNotExistForSet() {
		this.shell.run("SET a 1 PX 1");
		this.shell.clock.addAndGet(1);
		assertThat(this.shell.run("SET a 2 XX")).isEqualTo("$-1");
		assertThat(this.shell.run("SET a 2 NX")).isEqualTo("+OK");
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '"',
			value = { "EX 0, invalid expire time in 'set' command", "EX -1, invalid expire time in 'set' command",
					"PX 0, invalid expire time in 'set' command",
					"EX 9223372036854775807, invalid expire time in 'set' command",
					"PX 9223372036854775807, invalid expire time in 'set' command",
					"EX x, value is not an integer or out of range", "EX, syntax error", "EX 1 PX 1, syntax error",
					"EX x FOO, syntax error", "FOO, syntax error" })
	void setRefusesBadOptions(String options, String problem) {
		assertThat(this.shell.run("SET a 1 " + options)).isEqualTo("-ERR " + problem);
		assertThat(this.shell.run("GET a")).isEqualTo("$-1");
	}

	@Test
	void msetAndMget() {
		assertThat(this.shell.run("MSET a 1 b 2 a 3")).isEqualTo("+OK");
		assertThat(this.shell.run("MGET b c a")).isEqualTo("*3\r\n$1\r\n2\r\n$-1\r\n$1\r\n3");
		assertThat(this.shell.run("MSET a 1 b")).isEqualTo("-ERR wrong number of arguments for 'mset' command");
	}

	@Test
	void countsUpAndDown() {
		assertThat(this.shell.run("INCR n")).isEqualTo(":1");
		assertThat(this.shell.run("INCRBY n 41")).isEqualTo(":42");
		assertThat(this.shell.run("DECR n")).isEqualTo(":41");
		assertThat(this.shell.run("INCRBY n -50")).isEqualTo(":-9");
		assertThat(this.shell.run("GET n")).isEqualTo("$2\r\n-9");
		assertThat(this.shell.run("INCRBY n x")).isEqualTo("-ERR value is not an integer or out of range");
	}

	@ParameterizedTest
	@ValueSource(strings = { "x", "", " 1", "01", "1.5", "9223372036854775808" })
	void countsIntegersOnly(String value) {
		this.shell.run("SET", "n", value);
		assertThat(this.shell.run("INCR n")).isEqualTo("-ERR value is not an integer or out of range");
		assertThat(this.shell.run("STRLEN n")).isEqualTo(":" + value.length());
	}

	@Test
	void countingDoesNotOverflow() {
		this.shell.run("SET n 9223372036854775806");
		assertThat(this.shell.run("INCR n")).isEqualTo(":9223372036854775807");
		assertThat(this.shell.run("INCR n")).isEqualTo("-ERR increment or decrement would overflow");
		this.shell.run("SET n -9223372036854775808");
		assertThat(this.shell.run("DECR n")).isEqualTo("-ERR increment or decrement would overflow");
	}

	@Test
	void changingAValueKeepsItsExpiry() {
		this.shell.run("SET n 1 PX 500");
		this.shell.run("INCR n");
		this.shell.run("APPEND n 0");
		assertThat(this.shell.run("GET n")).isEqualTo("$2\r\n20");
		assertThat(this.shell.run("PTTL n")).isEqualTo(":500");
	}

	@Test
	void appendAndStrlen() {
		assertThat(this.shell.run("STRLEN a")).isEqualTo(":0");
		assertThat(this.shell.run("APPEND a xy")).isEqualTo(":2");
		assertThat(this.shell.run("APPEND a z")).isEqualTo(":3");
		assertThat(this.shell.run("GET a")).isEqualTo("$3\r\nxyz");
		assertThat(this.shell.run("STRLEN a")).isEqualTo(":3");
	}

	@Test
	void appendStopsAtTheLargestValue() {
		String longest = "x".repeat(RespDecoder.MAX_WORD - 1);
		assertThat(this.shell.run("APPEND", "a", longest)).isEqualTo(":524287");
		assertThat(this.shell.run("APPEND a xy"))
			.isEqualTo("-ERR string exceeds maximum allowed size (proto-max-bulk-len)");
		assertThat(this.shell.run("APPEND a x")).isEqualTo(":524288");
	}

}
