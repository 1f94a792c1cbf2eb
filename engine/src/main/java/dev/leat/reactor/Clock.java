package dev.leat.reactor;

/**
 * Tells the time of the engine: monotonic, from an arbitrary origin. Tests inject one.
 */
@FunctionalInterface
interface Clock {

	/** A class, since the first lambdas of a start take long. */
	Clock SYSTEM = new Clock() {
		@Override
		public long nanos() {
			return System.nanoTime();
		}
	};

	long nanos();

}
