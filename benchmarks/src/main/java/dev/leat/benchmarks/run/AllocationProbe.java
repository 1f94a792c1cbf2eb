package dev.leat.benchmarks.run;

import java.util.Map;

/**
 * Tells what a message allocates: by the difference of a short and a long load, so that
 * what connections and the question itself allocate cancels out.
 */
final class AllocationProbe implements Probe {

	private static final int WARM_UP = 4;

	private static final int SHORT = 1;

	private static final int LONG = 4;

	private final LoadGenerator load;

	AllocationProbe(LoadGenerator load) {
		this.load = load;
	}

	@Override
	public Measured measure(Case work, ServerProcess server) {
		this.load.run(work, server, 0, WARM_UP);
		server.stats();
		Cost little = cost(work, server, SHORT);
		Cost much = cost(work, server, LONG);
		double bytes = (double) (much.bytes() - little.bytes()) / (much.messages() - little.messages());
		return Measured.quietly(Map.of(Metric.ALLOCATION, Math.max(0, bytes)));
	}

	private Cost cost(Case work, ServerProcess server, int seconds) {
		long before = server.stats().allocated();
		long messages = this.load.run(work, server, 0, seconds).messages();
		return new Cost(server.stats().allocated() - before, messages);
	}

	private record Cost(long bytes, long messages) {
	}

}
