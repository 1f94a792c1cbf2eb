package dev.leat.reactor;

/**
 * Tells the time of the engine: monotonic, from an arbitrary origin. Tests inject one.
 */
@FunctionalInterface
interface Clock {

	Clock SYSTEM = System::nanoTime;

	long nanos();

}
