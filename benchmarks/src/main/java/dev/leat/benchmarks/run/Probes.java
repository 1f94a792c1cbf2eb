package dev.leat.benchmarks.run;

/**
 * Finds the probe for a kind of case.
 */
final class Probes {

	private static final int IDLE_SECONDS = 5;

	/** The JDK's TLS engine takes the compiler so much longer than all else does. */
	private static final int TLS_WARM_UPS = 4;

	private final LoadGenerator load;

	private final double warmUp;

	private final double seconds;

	Probes(LoadGenerator load, double warmUp, double seconds) {
		this.load = load;
		this.warmUp = warmUp;
		this.seconds = seconds;
	}

	Probe of(Kind kind) {
		return switch (kind) {
			case LOAD -> (work, server) -> loaded(work, server, warmUp(work), this.seconds);
			case COLD -> (work, server) -> loaded(work, server, 0, 1);
			case START -> new StartProbe();
			case IDLE -> new IdleProbe(this.load, IDLE_SECONDS);
			case CALLS -> new CallsProbe(this.load);
			case ALLOCATION -> new AllocationProbe(this.load);
			case REDIS -> new RedisProbe();
		};
	}

	private double warmUp(Case work) {
		return work.workload().equals("tls") ? TLS_WARM_UPS * this.warmUp : this.warmUp;
	}

	private Measured loaded(Case work, ServerProcess server, double before, double during) {
		LoadReport report = this.load.run(work, server, before, during);
		return new Measured(report.metrics(), report.noise(Pinning.cores()));
	}

}
