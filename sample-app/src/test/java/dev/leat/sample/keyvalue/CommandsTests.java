package dev.leat.sample.keyvalue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import dev.leat.sample.resp.RespDecoder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Commands}.
 */
class CommandsTests {

	@Test
	void unknownCommandIsQuotedWithItsArguments() {
		Shell shell = new Shell();
		assertThat(shell.run("Foo a b")).isEqualTo("-ERR unknown command 'Foo', with args beginning with: 'a' 'b' ");
		assertThat(shell.run("foo")).isEqualTo("-ERR unknown command 'foo', with args beginning with: ");
		assertThat(shell.run("")).isEqualTo("-ERR unknown command '', with args beginning with: ");
	}

	@Test
	void noMoreThanABitIsQuoted() {
		Shell shell = new Shell();
		assertThat(shell.run("f".repeat(200)))
			.isEqualTo("-ERR unknown command '" + "f".repeat(128) + "', with args beginning with: ");
		assertThat(shell.run("foo " + "a".repeat(200) + " b")).endsWith(": '" + "a".repeat(128) + "' ");
		assertThat(shell.run("foo " + "a".repeat(60) + " " + "b".repeat(100) + " c"))
			.endsWith(": '" + "a".repeat(60) + "' '" + "b".repeat(65) + "' ");
	}

	@Test
	void wrongArityIsRefused() {
		Shell shell = new Shell();
		assertThat(shell.run("GET")).isEqualTo("-ERR wrong number of arguments for 'get' command");
		assertThat(shell.run("get a b")).isEqualTo("-ERR wrong number of arguments for 'get' command");
		assertThat(shell.run("MGET")).isEqualTo("-ERR wrong number of arguments for 'mget' command");
		assertThat(shell.run("DEL")).isEqualTo("-ERR wrong number of arguments for 'del' command");
	}

	@Test
	void memoryIsBounded() {
		Shell shell = new Shell(1_000);
		String oom = "-OOM command not allowed when used memory > 'maxmemory'.";
		assertThat(shell.run("SET", "a", "x".repeat(1_000))).isEqualTo("+OK");
		assertThat(shell.run("SET b 1")).isEqualTo(oom);
		assertThat(shell.run("INCR n")).isEqualTo(oom);
		assertThat(shell.run("APPEND a x")).isEqualTo(oom);
		assertThat(shell.run("MSET b 1")).isEqualTo(oom);
		assertThat(shell.run("STRLEN a")).isEqualTo(":1000");
		assertThat(shell.run("DEL a")).isEqualTo(":1");
		assertThat(shell.run("SET b 1")).isEqualTo("+OK");
	}

	@ParameterizedTest
	@CsvSource({ "EXPIRE, 100, 65536", "PERSIST,, 65536", "EXPIRE, 0, 65536", "INCR,, 65536", "INCRBY, 5, 65536",
			"STRLEN,, 65536", "APPEND, x, 600000" })
	void aLargeValueIsNotCopied(String command, @Nullable String argument, long limit) {
		Shell shell = new Shell();
		shell.run("SET small x EX 50");
		shell.run("SET", "large", "x".repeat(RespDecoder.MAX_WORD - 1), "EX", "50");
		String rest = (argument != null) ? " " + argument : "";
		String reply = shell.run(command + " small" + rest);
		assertThat(shell.allocatedBy(command + " large" + rest)).as(reply).isLessThan(limit);
	}

	@Test
	void everyCommandSweeps() {
		Shell shell = new Shell();
		shell.run("SET a 1 PX 1");
		shell.clock.addAndGet(1);
		shell.run("PING");
		assertThat(shell.store.size()).isZero();
	}

	@Test
	void commandsOfManyThreadsAreAtomic() throws Exception {
		Shell shell = new Shell();
		int threads = 4;
		int rounds = 2_000;
		ExecutorService loops = Executors.newFixedThreadPool(threads);
		try {
			List<Future<?>> all = new ArrayList<>();
			for (int i = 0; i < threads; i++) {
				String own = Integer.toString(i);
				all.add(loops.submit(() -> writeBothAndReadBoth(shell, own, rounds)));
			}
			for (Future<?> one : all) {
				one.get();
			}
		}
		finally {
			loops.shutdownNow();
		}
		assertThat(shell.run("GET n")).isEqualTo("$4\r\n" + threads * rounds);
	}

	@Test
	void aValueIsReadWholeWhileOthersChangeIt() throws Exception {
		Shell shell = new Shell();
		String zeros = "0".repeat(64);
		String ones = "1".repeat(64);
		shell.run("SET a " + zeros);
		ExecutorService loop = Executors.newSingleThreadExecutor();
		try {
			Future<?> writer = loop.submit(() -> {
				for (int i = 0; i < 20_000; i++) {
					shell.run("SET a " + ((i % 2 == 0) ? ones : zeros));
				}
			});
			while (!writer.isDone()) {
				assertThat(shell.run("GET a")).isIn("$64\r\n" + zeros, "$64\r\n" + ones);
			}
			writer.get();
		}
		finally {
			loop.shutdownNow();
		}
	}

	private static void writeBothAndReadBoth(Shell shell, String own, int rounds) {
		for (int i = 0; i < rounds; i++) {
			shell.run("INCR n");
			shell.run("MSET a " + own + " b " + own);
			String[] both = shell.run("MGET a b").split("\r\n");
			assertThat(both[2]).isEqualTo(both[4]);
		}
	}

}
