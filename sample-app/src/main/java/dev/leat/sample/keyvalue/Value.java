package dev.leat.sample.keyvalue;

/**
 * What a key stands for.
 *
 * @param bytes the content, which nobody changes
 * @param deadline the time in milliseconds at which it expires, or {@link #NEVER}
 */
record Value(byte[] bytes, long deadline) {

	static final long NEVER = Long.MAX_VALUE;

	boolean expires() {
		return this.deadline != NEVER;
	}

}
