package dev.leat.benchmarks.peer;

/**
 * What a peer does with what it receives.
 */
enum Workload {

	/** Sends back what it received. */
	ECHO,

	/** The same; clients connect, ask once and go. */
	CLOSE,

	/**
	 * Frames of one byte or more behind their length in four bytes, big-endian: each is
	 * one call of a handler and one write of length and payload.
	 */
	FRAMED,

	/** Sends back what it received, over TLS 1.3 with the JDK's engine. */
	TLS;

	/** Bytes of a frame's length. */
	static final int LENGTH = 4;

	/** Bytes of the largest frame's payload. */
	static final int MAX_PAYLOAD = 1024 * 1024;

	/** Without the reflection of {@link #valueOf}, which every peer's start would pay. */
	static Workload of(String name) {
		for (Workload workload : values()) {
			if (workload.name().equalsIgnoreCase(name)) {
				return workload;
			}
		}
		throw new IllegalArgumentException("There is no workload '" + name + "'");
	}

}
