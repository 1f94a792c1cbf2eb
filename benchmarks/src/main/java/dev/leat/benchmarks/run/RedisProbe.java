package dev.leat.benchmarks.run;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Drives a key-value server with {@code redis-benchmark}.
 */
final class RedisProbe implements Probe {

	/** So many that a JVM has compiled what it will. */
	private static final int WARM_UP = 400_000;

	private static final int REQUESTS = 200_000;

	/** So many more for each request in flight; some seconds, whatever their number. */
	private static final int PER_IN_FLIGHT = 100_000;

	@Override
	public Measured measure(Case work, ServerProcess server) {
		int more = work.inFlight() * PER_IN_FLIGHT;
		run(work, server, WARM_UP + more);
		String table = run(work, server, REQUESTS + more);
		Map<Metric, Double> metrics = new EnumMap<>(Metric.class);
		metrics.put(Metric.SET, rate("SET", table));
		metrics.put(Metric.GET, rate("GET", table));
		return Measured.quietly(metrics);
	}

	static double rate(String command, String table) {
		Matcher matcher = Pattern.compile("(?m)^\"" + command + "\",\"([\\d.]+)\"").matcher(table);
		if (!matcher.find()) {
			throw new NotRunException("redis-benchmark did not tell of " + command);
		}
		return Double.parseDouble(matcher.group(1));
	}

	private static String run(Case work, ServerProcess server, int requests) {
		Commands.Outcome outcome = Commands.run(Pinning.LOAD
			.pinned(List.of("redis-benchmark", "-h", "127.0.0.1", "-p", "" + server.port(), "-t", "set,get", "-n",
					"" + requests, "-c", "" + work.connections(), "-P", work.mode(), "-r", "100000", "--csv")));
		if (outcome.exit() != 0) {
			throw new NotRunException(outcome.lastLine());
		}
		return outcome.text();
	}

}
