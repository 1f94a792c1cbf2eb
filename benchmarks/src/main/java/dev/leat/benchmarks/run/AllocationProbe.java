package dev.leat.benchmarks.run;

import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Tells what a message allocates: by the difference of a short and a long load, so that
 * what connections and the question itself allocate cancels out. For that it asks only
 * when the last connection is closed: closing one allocates too, and how many a server
 * has closed when a load ends is left to chance. It warms up in several loads, since a
 * compiler that has not seen connections go compiles anew when they do, and until then
 * what runs allocates.
 */
final class AllocationProbe implements Probe {

	private static final int WARM_UPS = 4;

	private static final int SHORT = 1;

	private static final int LONG = 4;

	/** It opens one for itself with the first that it closes, if not before. */
	private static final int OF_THE_JDK = 1;

	private static final long PATIENCE = TimeUnit.SECONDS.toNanos(10);

	private final LoadGenerator load;

	AllocationProbe(LoadGenerator load) {
		this.load = load;
	}

	@Override
	public Measured measure(Case work, ServerProcess server) {
		int unused = new Sockets(server.pid()).count() + OF_THE_JDK;
		for (int i = 0; i < WARM_UPS; i++) {
			messages(work, server, unused, SHORT);
		}
		server.stats();
		Cost little = cost(work, server, unused, SHORT);
		Cost much = cost(work, server, unused, LONG);
		double bytes = (double) (much.bytes() - little.bytes()) / (much.messages() - little.messages());
		return Measured.quietly(Map.of(Metric.ALLOCATION, Math.max(0, bytes)));
	}

	private Cost cost(Case work, ServerProcess server, int unused, int seconds) {
		long before = server.stats().allocated();
		long messages = messages(work, server, unused, seconds);
		return new Cost(server.stats().allocated() - before, messages);
	}

	/** Puts load on, until its connections are closed. */
	private long messages(Case work, ServerProcess server, int unused, int seconds) {
		long messages = this.load.run(work, server, 0, seconds).messages();
		new Sockets(server.pid()).awaitAtMost(unused, PATIENCE);
		return messages;
	}

	private record Cost(long bytes, long messages) {
	}

}
