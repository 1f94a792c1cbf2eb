package dev.leat.reactor;

import java.nio.ByteBuffer;

import org.jspecify.annotations.Nullable;

/**
 * Records of one direction that have to wait, in memory that is borrowed for as long.
 * Loop thread only.
 */
abstract class KeptRecords {

	final NioConnection connection;

	@Nullable ByteBuffer kept;

	KeptRecords(NioConnection connection) {
		this.connection = connection;
	}

	/**
	 * Borrows memory to keep some in.
	 * @throws NoBufferException if there is none
	 */
	final ByteBuffer borrow(int bytes) throws NoBufferException {
		ByteBuffer buffer = this.connection.loop().pressure().borrow(this.connection, bytes);
		if (buffer == null) {
			throw new NoBufferException();
		}
		return buffer;
	}

	/** Bytes of memory that are borrowed. */
	final long memory() {
		return (this.kept != null) ? this.kept.capacity() : 0;
	}

	/** Keeps nothing any more. */
	final void release() {
		if (this.kept != null) {
			this.connection.loop().buffers().release(this.kept);
			this.kept = null;
		}
	}

}
