package dev.leat.reactor;

import java.nio.ByteBuffer;

import org.jspecify.annotations.Nullable;

/**
 * Bytes on their way from one thread, which adds, to one other, which takes; without a
 * lock. They stand in links, each as large as what was added, so that an empty chain
 * holds next to nothing; small additions share one.
 */
final class ByteChain {

	private static final int SMALLEST = 256;

	private static final byte[] NOTHING = new byte[0];

	/** Where bytes are added. */
	private Link tail = new Link(NOTHING);

	/** Where bytes are taken. */
	private Link head = this.tail;

	private int from;

	private volatile long added;

	private volatile long taken;

	/** How many bytes wait. Any thread. */
	int size() {
		// what is just being added may be taken before it is counted
		return (int) Math.max(0, this.added - this.taken);
	}

	boolean isEmpty() {
		return size() == 0;
	}

	/** Adds all of the bytes; the adding thread only. */
	void add(ByteBuffer bytes) {
		int count = bytes.remaining();
		this.tail.fill(bytes);
		if (bytes.hasRemaining()) {
			Link link = new Link(new byte[Math.max(SMALLEST, bytes.remaining())]);
			link.fill(bytes);
			this.tail.next = link;
			this.tail = link;
		}
		this.added = this.added + count;
	}

	/**
	 * Takes what is there and fits; the taking thread only.
	 * @return the number of bytes
	 */
	int take(ByteBuffer into) {
		int count = 0;
		int some = takeSome(into);
		while (some > 0) {
			count += some;
			some = takeSome(into);
		}
		this.taken = this.taken + count;
		return count;
	}

	private int takeSome(ByteBuffer into) {
		Link next = this.head.next;
		if (next != null && this.from == this.head.end) {
			this.head = next;
			this.from = 0;
		}
		int count = Math.min(into.remaining(), this.head.end - this.from);
		if (count > 0) {
			into.put(this.head.bytes, this.from, count);
			this.from += count;
			this.head.dropIfUsedUp(this.from);
		}
		return count;
	}

	/** Takes all there is, into a buffer of its own. */
	ByteBuffer takeAll() {
		ByteBuffer all = ByteBuffer.allocate(size());
		take(all);
		return all.flip();
	}

	/** Drops all there is; for a thread that may add and take. */
	void clear() {
		this.head = this.tail;
		this.from = this.tail.end;
		this.tail.dropIfUsedUp(this.from);
		this.taken = this.added;
	}

	/** Some bytes: those before the end are added for good. */
	private static final class Link {

		private final int capacity;

		private byte[] bytes;

		private volatile int end;

		private volatile @Nullable Link next;

		Link(byte[] bytes) {
			this.bytes = bytes;
			this.capacity = bytes.length;
		}

		void fill(ByteBuffer source) {
			int end = this.end;
			int count = Math.min(source.remaining(), this.capacity - end);
			if (count > 0) {
				source.get(this.bytes, end, count);
				this.end = end + count;
			}
		}

		/** Nobody adds to a full link, so the taking thread may drop its memory. */
		void dropIfUsedUp(int taken) {
			if (taken == this.capacity) {
				this.bytes = NOTHING;
			}
		}

	}

}
