package dev.leat.reactor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayDeque;

import org.jspecify.annotations.Nullable;

/**
 * Bytes that a socket did not take at once, in order: chunks of pooled memory, filled at
 * the tail and written from the head, several in one system call; between them, what the
 * application has given away. Empty, it holds no memory. Loop thread only.
 */
final class WriteQueue {

	static final int GATHER = 16;

	private static final int MIN_CHUNK = 4 * 1024;

	private static final int MAX_CHUNK = 256 * 1024;

	/** The JDK copies heap memory to direct memory of the same size on its way. */
	private static final int MAX_HEAP_PIECE = 128 * 1024;

	private @Nullable ArrayDeque<Piece> pieces;

	private long memory;

	private long bytes;

	boolean isEmpty() {
		return this.pieces == null;
	}

	/** Bytes that wait in memory; those in files do not count. */
	long memory() {
		return this.memory;
	}

	/** Bytes that wait, wherever they are. */
	long bytes() {
		return this.bytes;
	}

	/**
	 * Copies bytes to the tail.
	 * @return whether there was memory for all of them
	 */
	boolean append(ByteBuffer source, BufferPool pool) {
		while (source.hasRemaining()) {
			Piece.Pooled tail = tail(source.remaining(), pool);
			if (tail == null) {
				return false;
			}
			int count = tail.fill(source);
			this.memory += count;
			this.bytes += count;
		}
		return true;
	}

	private Piece.@Nullable Pooled tail(int wanted, BufferPool pool) {
		if (this.pieces != null && this.pieces.peekLast() instanceof Piece.Pooled last && !last.isFull()) {
			return last;
		}
		ByteBuffer chunk = pool.acquire(Math.max(MIN_CHUNK, Math.min(wanted, MAX_CHUNK)));
		if (chunk == null) {
			return null;
		}
		Piece.Pooled tail = new Piece.Pooled(chunk);
		add(tail);
		return tail;
	}

	/** Puts bytes at the tail as they are; whose memory it is must not change them. */
	void lend(ByteBuffer source) {
		int step = source.isDirect() ? source.remaining() : MAX_HEAP_PIECE;
		while (source.hasRemaining()) {
			int count = Math.min(step, source.remaining());
			add(new Piece.Lent(source.slice(source.position(), count)));
			source.position(source.position() + count);
			this.memory += count;
			this.bytes += count;
		}
	}

	/** Puts a region of a file at the tail. */
	void lend(FileChannel file, long position, long count) {
		add(new Piece.Region(file, position, count));
		this.bytes += count;
	}

	private void add(Piece piece) {
		if (this.pieces == null) {
			this.pieces = new ArrayDeque<>(4);
		}
		this.pieces.add(piece);
	}

	/**
	 * Writes what the transport takes, from the head.
	 * @param scratch to gather chunks in
	 * @return the number of bytes
	 */
	long writeTo(Transport transport, ByteBuffer[] scratch, BufferPool pool) throws IOException {
		if (this.pieces == null) {
			return 0;
		}
		long written;
		if (this.pieces.peekFirst() instanceof Piece.Region region) {
			written = region.writeTo(transport);
		}
		else {
			written = transport.write(scratch, gather(this.pieces, scratch));
			this.memory -= written;
		}
		this.bytes -= written;
		dropWritten(this.pieces, pool);
		return written;
	}

	private static int gather(ArrayDeque<Piece> pieces, ByteBuffer[] scratch) {
		int count = 0;
		for (Piece piece : pieces) {
			if (count == scratch.length || !(piece instanceof Piece.Lent lent)) {
				break;
			}
			scratch[count++] = lent.bytes();
		}
		return count;
	}

	private void dropWritten(ArrayDeque<Piece> pieces, BufferPool pool) {
		Piece head = pieces.peekFirst();
		while (head != null && head.remaining() == 0) {
			pieces.removeFirst().release(pool);
			head = pieces.peekFirst();
		}
		if (head == null) {
			this.pieces = null;
		}
	}

	/** Drops everything. */
	void release(BufferPool pool) {
		if (this.pieces != null) {
			this.pieces.forEach((piece) -> piece.release(pool));
		}
		this.pieces = null;
		this.memory = 0;
		this.bytes = 0;
	}

}
