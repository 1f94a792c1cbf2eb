package dev.leat.reactor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * What all limits and deadlines cost an echoed message in system calls and allocation.
 */
@Tag("slow")
class EchoCostTests {

	private static final Logger LOG = LoggerFactory.getLogger(EchoCostTests.class);

	private static final String CALLS = "read,write,readv,writev,recvfrom,sendto,epoll_wait,epoll_pwait,epoll_ctl,futex";

	/** A line of strace's summary: calls, perhaps errors, name. */
	private static final Pattern COUNTED = Pattern
		.compile("(?m)^ *[0-9.]+ +[0-9.]+ +[0-9]+ +([0-9]+) +(?:[0-9]+ +)?([a-z_]+)$");

	private static final int FEW = 5_000;

	private static final int MANY = 20_000;

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	@BeforeEach
	void needsStrace() throws Exception {
		Installed.works("strace", "-f", "--seccomp-bpf", "-o", "/dev/null", "-e", "trace=accept", "true");
	}

	/** How often each call was made for so many messages, and for all that is around. */
	private Map<String, Long> count(String settings, int messages) throws Exception {
		Path summary = this.folder.resolve(settings + messages);
		try (ChildServer child = ChildServer.start(
				List.of("strace", "-f", "--seccomp-bpf", "-c", "-o", summary.toString(), "-e", "trace=" + CALLS),
				List.of("-Xint"), EchoingServer.class, settings)) {
			try (Client client = Client.to(child.port(), 0)) {
				echo(client, messages);
			}
		}
		Map<String, Long> counted = new TreeMap<>();
		for (MatchResult line : COUNTED.matcher(Files.readString(summary)).results().toList()) {
			counted.put(line.group(2), Long.valueOf(line.group(1)));
		}
		return counted;
	}

	private static void echo(Client client, int messages) throws IOException {
		byte[] message = new byte[64];
		for (int i = 0; i < messages; i++) {
			client.send(message).read(message.length);
		}
	}

	private Map<String, Double> perMessage(String settings) throws Exception {
		Map<String, Long> few = count(settings, FEW);
		Map<String, Double> each = new TreeMap<>();
		count(settings, MANY).forEach((call, count) -> {
			double cost = (count - few.getOrDefault(call, 0L)) / (double) (MANY - FEW);
			if (Math.abs(cost) >= 0.005) {
				each.put(call, Math.round(cost * 100) / 100.0);
			}
		});
		LOG.info("system calls for each message, {}: {}", settings, each);
		return each;
	}

	@Test
	@DisplayName("S1-4 all limits and deadlines that are on by default cost an echoed message no system call")
	void systemCalls() throws Exception {
		Map<String, Double> bare = perMessage("bare");
		Map<String, Double> defaults = perMessage("defaults");
		for (String call : CALLS.split(",")) {
			// what the JVM does beside it, compile say, is not the same in every run
			assertThat(defaults.getOrDefault(call, 0.0)).as(call).isCloseTo(bare.getOrDefault(call, 0.0), within(0.1));
		}
		assertThat(defaults.get("read")).isCloseTo(1, within(0.05));
		assertThat(defaults.get("write")).isCloseTo(1, within(0.05));
	}

	@Test
	@DisplayName("with all limits and deadlines that are on by default an echoed message allocates nothing")
	void allocation() throws Exception {
		try (ChildServer child = ChildServer.start(List.of(), List.of(), EchoingServer.class, "defaults");
				Client client = Client.to(child.port(), 0)) {
			echo(client, MANY);
			child.ask();
			long before = Long.parseLong(child.ask());
			echo(client, MANY);
			double each = (Long.parseLong(child.ask()) - before) / (double) MANY;
			LOG.info("bytes allocated for each message: {}", Math.round(each * 100) / 100.0);
			assertThat(each).isLessThan(1);
		}
	}

}
