package dev.leat.reactor;

import java.nio.ByteBuffer;

/**
 * Where one loop encrypts and decrypts: nothing stays here between two turns. In heap
 * memory, on which the ciphers of the JDK work in place. With the records of a flight it
 * notes where each ends, so that bytes count as sent when their whole record is. Loop
 * thread only.
 */
final class TlsScratch {

	/** The largest record on the wire. */
	static final int RECORD = 5 + 16 * 1024 + 2048;

	private static final int RECORDS = 8;

	private static final int IN = 128 * 1024;

	private static final int OUT = RECORDS * RECORD;

	/** What it occupies. */
	static final int BYTES = IN + OUT;

	private final ByteBuffer in = ByteBuffer.allocate(IN);

	private final ByteBuffer out = ByteBuffer.allocate(OUT);

	private final ByteBuffer[] one = new ByteBuffer[1];

	private final int[] starts = new int[WriteQueue.GATHER];

	private final int[] ends = new int[2 * RECORDS];

	private final int[] sizes = new int[2 * RECORDS];

	private int records;

	/** What was read. */
	ByteBuffer in() {
		return this.in;
	}

	/** What is to be written. */
	ByteBuffer out() {
		return this.out;
	}

	/** A single buffer, as several are passed. */
	ByteBuffer[] one(ByteBuffer bytes) {
		this.one[0] = bytes;
		return this.one;
	}

	/** Begins a flight of records made of some buffers. */
	ByteBuffer begin(ByteBuffer[] clear, int count) {
		for (int i = 0; i < count; i++) {
			this.starts[i] = clear[i].position();
		}
		this.records = 0;
		return this.out.clear();
	}

	boolean hasRoom() {
		return this.records < this.ends.length && this.out.remaining() >= RECORD;
	}

	/** Notes a record at the end of what is to be written. */
	void add(int size) {
		this.ends[this.records] = this.out.position();
		this.sizes[this.records++] = size;
	}

	/** Clear bytes of the records that end by a position. */
	int sizeUpTo(int position) {
		int size = 0;
		for (int i = 0; i < this.records && this.ends[i] <= position; i++) {
			size += this.sizes[i];
		}
		return size;
	}

	/** Gives back all that was taken of the buffers but for some bytes. */
	void giveBack(ByteBuffer[] clear, int count, int taken) {
		for (int i = 0; i < count; i++) {
			clear[i].position(this.starts[i]);
		}
		skip(clear, count, taken);
	}

	/** Takes some bytes of the buffers. */
	static void skip(ByteBuffer[] clear, int count, int bytes) {
		int left = bytes;
		for (int i = 0; i < count && left > 0; i++) {
			int step = Math.min(left, clear[i].remaining());
			clear[i].position(clear[i].position() + step);
			left -= step;
		}
	}

}
