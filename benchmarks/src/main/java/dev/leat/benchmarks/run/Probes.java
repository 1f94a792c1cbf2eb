package dev.leat.benchmarks.run;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Measures servers, as the kind of the case asks for: under load in turns, otherwise one
 * after the other.
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

	/**
	 * Measures.
	 * @param work what the servers have to do
	 * @param servers by the names of the peers
	 * @return of each server
	 */
	Map<String, Measured> measure(Case work, Map<String, ServerProcess> servers) {
		return switch (work.kind()) {
			case LOAD -> new Turns(this.load, warmUp(work), this.seconds).measure(work, servers);
			case COLD -> each(this::cold, work, servers);
			case START -> each(new StartProbe(), work, servers);
			case IDLE -> each(new IdleProbe(this.load, IDLE_SECONDS), work, servers);
			case CALLS -> each(new CallsProbe(this.load), work, servers);
			case ALLOCATION -> each(new AllocationProbe(this.load), work, servers);
			case REDIS -> each(new RedisProbe(), work, servers);
		};
	}

	private double warmUp(Case work) {
		return work.workload().equals("tls") ? TLS_WARM_UPS * this.warmUp : this.warmUp;
	}

	private Measured cold(Case work, ServerProcess server) {
		return Measured.of(this.load.run(work, server, 0, 1));
	}

	private static Map<String, Measured> each(Probe probe, Case work, Map<String, ServerProcess> servers) {
		Map<String, Measured> measured = new LinkedHashMap<>();
		servers.forEach((peer, server) -> {
			try {
				measured.put(peer, probe.measure(work, server));
			}
			catch (NotRunException ex) {
				measured.put(peer, Measured.notRun(ex));
			}
		});
		return measured;
	}

}
