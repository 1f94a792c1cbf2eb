package dev.leat.sample.keyvalue;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link KeyCommands}.
 */
class KeyCommandsTests {

	private final Shell shell = new Shell();

	@Test
	void delCountsWhatItRemoved() {
		this.shell.run("MSET a 1 b 2");
		this.shell.run("SET c 3 PX 1");
		this.shell.clock.addAndGet(1);
		assertThat(this.shell.run("DEL a c a x")).isEqualTo(":1");
		assertThat(this.shell.run("MGET a b")).isEqualTo("*2\r\n$-1\r\n$1\r\n2");
	}

	@Test
	void existsCountsEachMention() {
		this.shell.run("SET a 1");
		assertThat(this.shell.run("EXISTS a b a")).isEqualTo(":2");
	}

	@Test
	void expireEndsAKey() {
		assertThat(this.shell.run("EXPIRE a 1")).isEqualTo(":0");
		this.shell.run("SET a 1");
		assertThat(this.shell.run("EXPIRE a 10")).isEqualTo(":1");
		assertThat(this.shell.run("EXPIRE a 1")).isEqualTo(":1");
		this.shell.clock.addAndGet(999);
		assertThat(this.shell.run("EXISTS a")).isEqualTo(":1");
		this.shell.clock.addAndGet(1);
		assertThat(this.shell.run("EXISTS a")).isEqualTo(":0");
	}

	@Test
	void expireInThePastRemovesAtOnce() {
		this.shell.run("MSET a 1 b 2");
		assertThat(this.shell.run("EXPIRE a 0")).isEqualTo(":1");
		assertThat(this.shell.run("EXPIRE b -9223372036854775")).isEqualTo(":1");
		assertThat(this.shell.run("DBSIZE")).isEqualTo(":0");
	}

	@Test
	void expireRefusesWhatIsNoTime() {
		this.shell.run("SET a 1");
		assertThat(this.shell.run("EXPIRE a x")).isEqualTo("-ERR value is not an integer or out of range");
		assertThat(this.shell.run("EXPIRE a 9223372036854775"))
			.isEqualTo("-ERR invalid expire time in 'expire' command");
		assertThat(this.shell.run("EXPIRE a -9223372036854776"))
			.isEqualTo("-ERR invalid expire time in 'expire' command");
		assertThat(this.shell.run("TTL a")).isEqualTo(":-1");
	}

	@Test
	void ttlRoundsAndPttlDoesNot() {
		this.shell.run("SET a 1 PX 1500");
		assertThat(this.shell.run("TTL a")).isEqualTo(":2");
		assertThat(this.shell.run("PTTL a")).isEqualTo(":1500");
		this.shell.clock.addAndGet(1);
		assertThat(this.shell.run("TTL a")).isEqualTo(":1");
		assertThat(this.shell.run("PTTL a")).isEqualTo(":1499");
		assertThat(this.shell.run("TTL b")).isEqualTo(":-2");
		assertThat(this.shell.run("PTTL b")).isEqualTo(":-2");
		this.shell.run("SET b 1");
		assertThat(this.shell.run("PTTL b")).isEqualTo(":-1");
	}

	@Test
	void persistTakesAnExpiryAway() {
		this.shell.run("SET a 1 PX 5");
		assertThat(this.shell.run("PERSIST a")).isEqualTo(":1");
		assertThat(this.shell.run("PERSIST a")).isEqualTo(":0");
		assertThat(this.shell.run("PERSIST b")).isEqualTo(":0");
		this.shell.clock.addAndGet(5);
		assertThat(this.shell.run("GET a")).isEqualTo("$1\r\n1");
	}

	@Test
	void keysAnswersThoseThatMatchAndLive() {
		this.shell.run("MSET ab 1 b 2");
		this.shell.run("SET ac 1 PX 1");
		assertThat(this.shell.run("KEYS a[b-c]")).startsWith("*2").contains("ab", "ac");
		this.shell.clock.addAndGet(1);
		assertThat(this.shell.run("KEYS a*")).isEqualTo("*1\r\n$2\r\nab");
	}

	@Test
	void flushallRemovesAll() {
		this.shell.run("MSET a 1 b 2");
		this.shell.run("EXPIRE a 10");
		assertThat(this.shell.run("FLUSHALL now")).isEqualTo("-ERR syntax error");
		assertThat(this.shell.run("DBSIZE")).isEqualTo(":2");
		assertThat(this.shell.run("FLUSHALL ASYNC")).isEqualTo("+OK");
		assertThat(this.shell.run("DBSIZE")).isEqualTo(":0");
		assertThat(this.shell.store.usedMemory()).isZero();
	}

}
