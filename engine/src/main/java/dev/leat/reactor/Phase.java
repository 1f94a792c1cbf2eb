package dev.leat.reactor;

/**
 * Where a connection is in its life, in the order of {@link Closing}'s picture.
 */
enum Phase {

	OPENING, OPEN, FLUSHING, LINGERING, DOOMED, CLOSED

}
