package dev.leat.benchmarks.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Lists all that can be measured.
 */
final class Cases {

	/** The two of the quick form. */
	static final Set<String> QUICK = Set.of("echo-64x64x1", "framed-64x64x16");

	static final List<String> QUICK_PEERS = List.of("c-epoll", "leat", "leat-framing", "netty-nio-tuned");

	private static final List<String> CORE = List.of("c-epoll", "leat", "netty-nio", "netty-nio-tuned", "netty-epoll",
			"netty-epoll-tuned");

	private static final List<String> ALL = List.of("c-epoll", "leat", "leat-starter", "leat-stream", "leat-split",
			"netty-nio", "netty-nio-tuned", "netty-epoll", "netty-epoll-tuned", "netty-io_uring",
			"netty-io_uring-tuned", "vertx", "reactor-netty", "spring-integration", "mina", "jdk-virtual-threads");

	/** The cases that all peers run. */
	private static final Set<String> THREE = Set.of("echo-64x64x1", "echo-64x16384x16", "echo-1000x1024x1");

	/** What the load generator does where the name of the cases says something else. */
	private static final Map<String, String> GENERATED = Map.of("scraped", "echo", "pingpong", "echo");

	private static final int[] CONNECTIONS = { 1, 64, 1000 };

	private static final int[] SIZES = { 64, 1024, 16 * 1024 };

	private Cases() {
	}

	static List<Case> all() {
		List<Case> cases = new ArrayList<>(echo());
		for (int inFlight : new int[] { 1, 16, 128 }) {
			cases.add(load("Frames", "framed", "framed", 64, 64, inFlight, List.of("c-epoll", "leat-framing",
					"netty-nio", "netty-nio-tuned", "netty-epoll", "netty-epoll-tuned")));
		}
		cases.add(load("Connect, round trip, close", "close", "close", 64, 64, 1, CORE));
		cases.add(load("TLS 1.3", "tls", "tls", 64, 1024, 1, CORE.subList(1, CORE.size())));
		cases.add(load("Scraped every second", "scraped", "echo", 64, 64, 1,
				List.of("leat-starter-scraped", "leat-starter")));
		cases.addAll(pingPong());
		cases.addAll(others());
		return cases;
	}

	/**
	 * Those whose name has the pattern in it, with those of their peers whose name has
	 * the other.
	 * @param cases a regular expression
	 * @param peers a regular expression
	 * @return none without peers
	 */
	static List<Case> chosen(String cases, String peers) {
		Predicate<String> name = Pattern.compile(cases).asPredicate();
		Predicate<String> peer = Pattern.compile(peers).asPredicate();
		return all().stream()
			.filter((one) -> name.test(one.name()))
			.map((one) -> one.withPeers(one.peers().stream().filter(peer).toList()))
			.filter((one) -> !one.peers().isEmpty())
			.toList();
	}

	static List<Case> quick() {
		return all().stream()
			.filter((one) -> QUICK.contains(one.name()))
			.map((one) -> one.withPeers(one.peers().stream().filter(QUICK_PEERS::contains).toList()))
			.toList();
	}

	private static List<Case> echo() {
		List<Case> cases = new ArrayList<>();
		for (int connections : CONNECTIONS) {
			for (int size : SIZES) {
				for (int inFlight : new int[] { 1, 16 }) {
					Case one = load("Echo", "echo", "echo", connections, size, inFlight, CORE);
					cases.add(THREE.contains(one.name()) ? one.withPeers(ALL) : one);
				}
			}
		}
		return cases;
	}

	/**
	 * What muduo measures: one message of each connection goes to and fro. Some of 16 KiB
	 * are among the cases of echo.
	 */
	private static List<Case> pingPong() {
		List<Case> cases = new ArrayList<>();
		for (int connections : new int[] { 1, 10, 100, 1000, 10_000 }) {
			cases.add(pingPong(connections, 4 * 1024));
		}
		for (int connections : new int[] { 10, 100, 10_000 }) {
			cases.add(pingPong(connections, 16 * 1024));
		}
		return cases;
	}

	private static Case pingPong(int connections, int size) {
		return load("Ping-pong", "pingpong", "echo", connections, size, 1,
				List.of("c-epoll", "leat", "netty-nio-tuned", "netty-epoll-tuned"));
	}

	private static List<Case> others() {
		List<String> main = List.of("c-epoll", "leat", "leat-starter", "netty-nio", "netty-nio-tuned", "netty-epoll",
				"vertx");
		List<String> java = main.subList(1, main.size());
		List<String> redis = List.of("leat-sample", "redis");
		return List.of(echoed("10,000 idle connections", "idle", Kind.IDLE, 10_000, main),
				echoed("Start", "start", Kind.START, 1, main),
				echoed("The first second, cold", "cold", Kind.COLD, 64, main),
				echoed("System calls", "calls", Kind.CALLS, 64, main),
				echoed("Allocation", "allocation", Kind.ALLOCATION, 64, java),
				new Case("Key-value under redis-benchmark", "redis-p1", Kind.REDIS, "", "1", 50, 3, 1, redis),
				new Case("Key-value under redis-benchmark", "redis-p16", Kind.REDIS, "", "16", 50, 3, 16, redis));
	}

	private static Case load(String group, String mode, String workload, int connections, int size, int inFlight,
			List<String> peers) {
		String name = mode + "-" + connections + "x" + size + "x" + inFlight;
		return new Case(group, name, Kind.LOAD, workload, GENERATED.getOrDefault(mode, mode), connections, size,
				inFlight, peers);
	}

	private static Case echoed(String group, String name, Kind kind, int connections, List<String> peers) {
		return new Case(group, name + "-" + connections + "x64x1", kind, "echo", "echo", connections, 64, 1, peers);
	}

}
