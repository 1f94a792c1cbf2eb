package dev.leat.benchmarks.run;

import java.util.List;

/**
 * One kind of work, and who does it.
 *
 * @param group the heading of its table
 * @param name unlike any other's
 * @param kind how it is measured
 * @param workload what peers are told to serve
 * @param mode what the load generator does, or the depth of the pipeline for Redis
 * @param connections how many at a time
 * @param size bytes of payload
 * @param inFlight messages of a connection that wait for their answer
 * @param peers who does it, in the order of tables
 */
record Case(String group, String name, Kind kind, String workload, String mode, int connections, int size, int inFlight,
		List<String> peers) {

	Case withPeers(List<String> chosen) {
		return new Case(this.group, this.name, this.kind, this.workload, this.mode, this.connections, this.size,
				this.inFlight, chosen);
	}

	Case withConnections(int count) {
		return new Case(this.group, this.name, this.kind, this.workload, this.mode, count, this.size, this.inFlight,
				this.peers);
	}

	/**
	 * The peer that others are compared with.
	 * @return the first that is Leat's
	 */
	String ours() {
		return this.peers.stream().filter((peer) -> peer.startsWith("leat")).findFirst().orElse("leat");
	}

}
