package dev.leat.benchmarks.run;

/**
 * Measures one running peer in one way.
 */
interface Probe {

	/**
	 * Measures.
	 * @param work what the peer has to do
	 * @param server the peer
	 * @return what was found
	 * @throws NotRunException if that cannot be measured
	 */
	Measured measure(Case work, ServerProcess server);

}
