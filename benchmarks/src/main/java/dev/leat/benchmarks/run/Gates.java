package dev.leat.benchmarks.run;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import dev.leat.benchmarks.run.Gate.Scope;

/**
 * Lists what Leat has to show.
 */
final class Gates {

	private static final String MANY = "echo-(64|1000)x.*";

	private static final String ONE = "echo-1x.*";

	private static final String PLAIN = "echo, 64 and 1,000 connections";

	private static final String THREE = "echo, 64 and 1,000 connections, three cases";

	private final List<Gate> gates = new ArrayList<>();

	private Gates() {
		addEcho();
		addFrames();
		addVariants();
		addLatencies();
		addLifecycle();
		addCosts();
		addRedis();
	}

	static List<Gate> all() {
		return List.copyOf(new Gates().gates);
	}

	private void addEcho() {
		atLeast(PLAIN, "C epoll", ratio(Metric.RATE, "leat", "c-epoll", MANY), 0.90, 0.96);
		atLeast(PLAIN, "Netty NIO as it comes", ratio(Metric.RATE, "leat", "netty-nio", MANY), 1.10, 1.22);
		atLeast(PLAIN, "Netty NIO tuned", ratio(Metric.RATE, "leat", "netty-nio-tuned", MANY), 1.0, 1.08);
		atLeast(PLAIN, "Netty epoll as it comes", ratio(Metric.RATE, "leat", "netty-epoll", MANY), 1.04, 1.15);
		atLeast(PLAIN, "Netty epoll tuned", ratio(Metric.RATE, "leat", "netty-epoll-tuned", MANY), 0.98, 1.03);
		mean(THREE, "Netty io_uring as it comes", ratio(Metric.RATE, "leat", "netty-io_uring", MANY), true, 1.0);
		mean(THREE, "Netty io_uring tuned", ratio(Metric.RATE, "leat", "netty-io_uring-tuned", MANY), true, 1.0);
		each(THREE, "Vert.x", ratio(Metric.RATE, "leat", "vertx", MANY), true, 1.25);
		mean("CPU time per message, " + PLAIN, "Netty NIO tuned", ratio(Metric.CPU, "leat", "netty-nio-tuned", MANY),
				false, 0.9);
		each("16 KiB × 16 in flight, 64 connections", "Netty epoll tuned",
				ratio(Metric.RATE, "leat", "netty-epoll-tuned", "echo-64x16384x16"), true, 1.3);
		each("one connection", "Netty NIO", ratio(Metric.RATE, "leat", "netty-nio", ONE), true, 0.93);
	}

	private void addFrames() {
		frames("framed-64x64x16", 1.7, 1.45);
		frames("framed-64x64x128", 4, 3);
	}

	private void frames(String work, double nio, double epoll) {
		String words = "frames of 64 B, × " + work.replaceAll(".*x", "") + " in flight";
		each(words, "Netty NIO tuned", ratio(Metric.RATE, "leat-framing", "netty-nio-tuned", work), true, nio);
		each(words, "Netty epoll tuned", ratio(Metric.RATE, "leat-framing", "netty-epoll-tuned", work), true, epoll);
	}

	private void addVariants() {
		same("CPU time per message through the starter, three cases", "the engine alone",
				ratio(Metric.CPU, "leat-starter", "leat", MANY));
		same("system calls per message through the starter", "the engine alone",
				ratio(Metric.CALLS, "leat-starter", "leat", "calls-.*"));
		each("StreamHandler on virtual threads, three cases", "Vert.x callbacks",
				ratio(Metric.RATE, "leat-stream", "vertx", MANY), true, 0.85);
		each("StreamHandler on virtual threads, three cases", "a blocking SocketChannel per virtual thread",
				ratio(Metric.RATE, "leat-stream", "jdk-virtual-threads", MANY), true, 1.0);
		each("TLS 1.3, 1 KiB × 64 connections", "Netty NIO with the JDK's engine",
				ratio(Metric.RATE, "leat", "netty-nio", "tls-.*"), true, 1.0);
		same("CPU time per message while scraped", "not scraped",
				ratio(Metric.CPU, "leat-starter-scraped", "leat-starter", "scraped-.*"));
		same("p99 while scraped", "not scraped",
				ratio(Metric.P99, "leat-starter-scraped", "leat-starter", "scraped-.*"));
	}

	private void addLatencies() {
		each("p99, 64 B × 64 connections", "Netty NIO", ratio(Metric.P99, "leat", "netty-nio", "echo-64x64x.*"), false,
				1.0);
		each("p99.9 over p50, 1,000 connections", "itself", value(Metric.TAIL, "leat", "echo-1000x.*"), false, 4);
	}

	private void addLifecycle() {
		each("connect, round trip, close", "Netty NIO", ratio(Metric.RATE, "leat", "netty-nio", "close-.*"), true,
				1.05);
		each("engine's start to first answer", "Netty NIO", ratio(Metric.ENGINE_START, "leat", "netty-nio", "start-.*"),
				false, 0.2);
		each("first second of a cold JVM", "Netty epoll", ratio(Metric.RATE, "leat", "netty-epoll", "cold-.*"), true,
				2.5);
		each("worst answer of that second, ms", "itself", value(Metric.WORST, "leat", "cold-.*"), false, 30);
	}

	private void addCosts() {
		each("heap, 10,000 idle connections", "Netty NIO", ratio(Metric.HEAP, "leat", "netty-nio", "idle-.*"), false,
				0.75);
		each("heap of an idle connection, bytes", "itself", value(Metric.HEAP, "leat", "idle-.*"), false, 900);
		each("wake-ups per second and loop, 10,000 idle connections", "itself",
				value(Metric.WAKE_UPS, "leat", "idle-.*"), false, 2);
		each("bytes allocated per echoed message", "itself", value(Metric.ALLOCATION, "leat", "allocation-.*"), false,
				0.05);
		each("bytes allocated per message through the starter", "itself",
				value(Metric.ALLOCATION, "leat-starter", "allocation-.*"), false, 0.05);
	}

	private void addRedis() {
		each("SET of the sample, -P 16, 50 clients", "Redis", ratio(Metric.SET, "leat-sample", "redis", "redis-p16.*"),
				true, 0.9);
		each("GET of the sample, -P 16, 50 clients", "Redis", ratio(Metric.GET, "leat-sample", "redis", "redis-p16.*"),
				true, 0.9);
	}

	private void atLeast(String work, String against, Comparison comparison, double each, double mean) {
		each(work, against, comparison, true, each);
		mean(work, against, comparison, true, mean);
	}

	private void same(String work, String against, Comparison comparison) {
		this.gates.add(new Gate(work, against, comparison, Scope.EACH_WITHIN_SPREAD, false, 1));
	}

	private void each(String work, String against, Comparison comparison, boolean atLeast, double bound) {
		this.gates.add(new Gate(work, against, comparison, Scope.EACH, atLeast, bound));
	}

	private void mean(String work, String against, Comparison comparison, boolean atLeast, double bound) {
		this.gates.add(new Gate(work, against, comparison, Scope.MEAN, atLeast, bound));
	}

	private static Comparison ratio(Metric metric, String ours, String theirs, String cases) {
		return new Comparison(metric, ours, theirs, names(cases, Stream.of(ours, theirs)));
	}

	private static Comparison value(Metric metric, String peer, String cases) {
		return new Comparison(metric, peer, null, names(cases, Stream.of(peer)));
	}

	/** The cases of that pattern that these peers run. */
	private static List<String> names(String pattern, Stream<String> peers) {
		List<String> wanted = peers.toList();
		return Cases.all()
			.stream()
			.filter((work) -> work.name().matches(pattern) && work.peers().containsAll(wanted))
			.map(Case::name)
			.toList();
	}

}
