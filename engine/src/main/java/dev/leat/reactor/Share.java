package dev.leat.reactor;

/**
 * What a thread may move in one direction without having waited. A virtual thread that
 * never waits keeps its carrier, and others would wait for it as long as bytes come; so
 * when its share is used up it lets them go first, and begins a new one. For whoever
 * holds the side.
 */
final class Share {

	/** A millisecond or less: the way to the loop and back is a small part of that. */
	static final int BYTES = 1024 * 1024;

	/** So often, where each time is little and may have caused much work. */
	static final int TIMES = 64;

	private final Runnable lettingOthersGo;

	private int bytes;

	private int times;

	Share(Runnable lettingOthersGo) {
		this.lettingOthersGo = lettingOthersGo;
	}

	/** Is about to move more. */
	void next() {
		if (this.bytes >= BYTES || this.times >= TIMES) {
			renew();
			this.lettingOthersGo.run();
		}
	}

	/** Has moved some without waiting. */
	void took(int count) {
		this.bytes += count;
		this.times++;
	}

	/** Has waited, and others went meanwhile. */
	void renew() {
		this.bytes = 0;
		this.times = 0;
	}

}
