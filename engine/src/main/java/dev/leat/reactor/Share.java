package dev.leat.reactor;

/**
 * What a thread may move in one direction without having waited. A virtual thread that
 * never waits keeps its carrier, and others would wait for it as long as bytes come; so
 * when its share is used up it lets them go first, and begins a new one. A thread that
 * uses both directions has let others go when it has waited in either. For whoever holds
 * the side.
 */
final class Share {

	/** A millisecond or less: the way to the loop and back is a small part of that. */
	static final int BYTES = 1024 * 1024;

	/** So often, where each time is little and may have caused much work. */
	static final int TIMES = 64;

	/** No thread has this number. */
	private static final long NOBODY = 0;

	private final Runnable lettingOthersGo;

	/** That of the other direction. */
	private Share other = this;

	/**
	 * The number of the thread that has waited in the other direction since this share
	 * began; that one writes it. A number keeps nothing of a thread that has ended.
	 */
	private volatile long waitedThere = NOBODY;

	private int bytes;

	private int times;

	Share(Runnable lettingOthersGo) {
		this.lettingOthersGo = lettingOthersGo;
	}

	/** Makes this and another one those of two directions. */
	void standsBeside(Share other) {
		this.other = other;
		other.other = this;
	}

	/** Is about to move more. */
	void next() {
		if (this.waitedThere == me()) {
			renew();
		}
		else if (this.bytes >= BYTES || this.times >= TIMES) {
			waits();
			this.lettingOthersGo.run();
		}
	}

	/** Has moved some without waiting. */
	void took(int count) {
		this.bytes += count;
		this.times++;
	}

	/** The calling thread waits, and others go meanwhile. */
	void waits() {
		this.other.waitedThere = me();
		renew();
	}

	private void renew() {
		this.bytes = 0;
		this.times = 0;
		if (this.waitedThere != NOBODY) {
			this.waitedThere = NOBODY;
		}
	}

	private static long me() {
		return Thread.currentThread().getId();
	}

}
