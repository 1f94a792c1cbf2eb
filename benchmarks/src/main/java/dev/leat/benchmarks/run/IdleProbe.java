package dev.leat.benchmarks.run;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks at a peer that holds connections on which nothing happens.
 */
final class IdleProbe implements Probe {

	/** After so many a server has loaded what it needs for one more. */
	private static final int FIRST = 100;

	private final LoadGenerator load;

	private final int seconds;

	IdleProbe(LoadGenerator load, int seconds) {
		this.load = load;
		this.seconds = seconds;
	}

	@Override
	public Measured measure(Case work, ServerProcess server) {
		Threads threads = new Threads(server.pid());
		boolean java = threads.ofJvm();
		long before = java ? heapWithout(work, server) : 0;
		return this.load.holding(work, server, () -> {
			Map<Metric, Double> metrics = new EnumMap<>(Metric.class);
			if (java) {
				long heap = server.stats().heapUsed() - before;
				metrics.put(Metric.HEAP, (double) heap / work.connections());
			}
			metrics.put(Metric.RESIDENT, threads.residentBytes() / (1024.0 * 1024));
			metrics.put(Metric.WAKE_UPS, wakeUps(threads) / this.seconds);
			return Measured.quietly(metrics);
		});
	}

	/** What is there without the connections, classes and all. */
	private long heapWithout(Case work, ServerProcess server) {
		this.load.holding(work.withConnections(FIRST), server, server::stats);
		return server.stats().heapUsed();
	}

	private double wakeUps(Threads threads) {
		Map<String, Long> before = threads.sleeps();
		long end = System.nanoTime() + this.seconds * 1_000_000_000L;
		while (System.nanoTime() < end) {
			LockSupport.parkNanos(end - System.nanoTime());
		}
		return threads.sleeps()
			.entrySet()
			.stream()
			.mapToLong((now) -> now.getValue() - before.getOrDefault(now.getKey(), 0L))
			.max()
			.orElse(0);
	}

}
