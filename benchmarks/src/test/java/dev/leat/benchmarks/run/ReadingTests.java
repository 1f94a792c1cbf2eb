package dev.leat.benchmarks.run;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Reads what other programs print.
 */
class ReadingTests {

	@Test
	void aPeerSaysWhereItListens() {
		assertThat(ServerProcess.Ready.read("ready 4711")).isEqualTo(new ServerProcess.Ready(4711, null));
	}

	@Test
	void aPeerMaySayHowLongItsStartTook() {
		assertThat(ServerProcess.Ready.read("ready 4711 60123")).isEqualTo(new ServerProcess.Ready(4711, 60123L));
	}

	@Test
	void otherLinesAreNotReady() {
		assertThat(ServerProcess.Ready.read("already 4711")).isNull();
		assertThat(ServerProcess.Ready.read("")).isNull();
	}

	@Test
	void aPeerTellsOfItsHeap() {
		assertThat(HeapStats.read("stats {\"allocated\":10,\"heapUsed\":20}")).isEqualTo(new HeapStats(10, 20));
	}

	@Test
	void straceCountsCallsWithAndWithoutErrors() {
		assertThat(CallsProbe.calls("""
				% time     seconds  usecs/call     calls    errors syscall
				------ ----------- ----------- --------- --------- ----------------
				 52.01    0.019137           6      3126           write
				------ ----------- ----------- --------- --------- ----------------
				100.00    0.036794           5      6358         3 total
				""")).isEqualTo(6358);
		assertThat(CallsProbe.calls("100.00    0.036794                  6358           total")).isEqualTo(6358);
		assertThatExceptionOfType(NotRunException.class).isThrownBy(() -> CallsProbe.calls("strace: not permitted"));
	}

	@Test
	void whatIsToldAtTheEndIsHeard() throws Exception {
		Process trace = Processes.start(new ProcessBuilder("sh", "-c",
				"trap 'echo counted; kill $!; exit' TERM; sleep 90 >&- 2>&- & echo attached; wait"));
		assertThat(trace.inputReader().readLine()).isEqualTo("attached");
		assertThat(CallsProbe.end(trace)).isEqualTo("counted\n");
	}

	@Test
	void redisBenchmarkTellsRates() {
		String table = """
				"test","rps","avg_latency_ms"
				"SET","90909.09","0.305"
				"GET","99009.90","0.271"
				""";
		assertThat(RedisProbe.rate("GET", table)).isEqualTo(99009.90);
	}

	@Test
	void versionsStandInTheNamesOfJars() {
		assertThat(Versions.in("/lib/netty-transport-classes-epoll-4.2.3.jar:/lib/netty-transport-4.2.1.Final.jar"))
			.contains("netty-transport 4.2.1.Final", "mina-core ?");
	}

	@Test
	void aPeerGetsItsOwnJarsAndTheClasses() {
		String all = "/b/classes:/lib/leat-engine-1.jar:/lib/netty-buffer-4.jar:/lib/spring-core-7.jar";
		assertThat(ClassPath.of("leat", all)).isEqualTo("/b/classes:/lib/leat-engine-1.jar");
		assertThat(ClassPath.of("netty-epoll-tuned", all)).isEqualTo("/b/classes:/lib/netty-buffer-4.jar");
		assertThat(ClassPath.of("leat-starter", all))
			.isEqualTo("/b/classes:/lib/leat-engine-1.jar:/lib/spring-core-7.jar");
		String scraped = "/lib/leat-engine-1.jar:/lib/micrometer-core-1.jar";
		assertThat(ClassPath.of("leat-starter-scraped", scraped + ":/lib/mina-core-2.jar")).isEqualTo(scraped);
	}

	@Test
	void eachRoundBeginsWithTheNextPeer() {
		assertThat(Rounds.rotated(List.of("a", "b", "c"), 1)).containsExactly("a", "b", "c");
		assertThat(Rounds.rotated(List.of("a", "b", "c"), 2)).containsExactly("b", "c", "a");
	}

	@Test
	void noPeerHasItsTurnAlwaysAfterTheSameOne() {
		assertThat(Turns.order(List.of("a", "b", "c"), 1)).containsExactly("a", "b", "c");
		assertThat(Turns.order(List.of("a", "b", "c"), 2)).containsExactly("a", "c", "b");
		assertThat(Turns.order(List.of("a", "b", "c"), 3)).containsExactly("c", "a", "b");
	}

}
