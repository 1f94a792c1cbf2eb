package dev.leat.reactor;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * A run of bytes that waits in a {@link WriteQueue}: in memory of the pool's, in memory
 * of the application's, or in a file. Loop thread only.
 */
abstract class Piece {

	/** Bytes that are not sent yet. */
	abstract long remaining();

	/** Bytes of memory that it holds. */
	abstract long memory();

	/** Ends it, sent or not. */
	void release(BufferPool pool) {
	}

	/** Bytes in memory, from position to limit. */
	static class Lent extends Piece {

		private final ByteBuffer bytes;

		Lent(ByteBuffer bytes) {
			this.bytes = bytes;
		}

		ByteBuffer bytes() {
			return this.bytes;
		}

		@Override
		long remaining() {
			return this.bytes.remaining();
		}

		@Override
		long memory() {
			return this.bytes.remaining();
		}

	}

	/** Memory of the pool's, which is filled behind the limit. */
	static final class Pooled extends Lent {

		Pooled(ByteBuffer empty) {
			super(empty.limit(0));
		}

		boolean isFull() {
			return bytes().limit() == bytes().capacity();
		}

		/** Copies what there is room for. */
		int fill(ByteBuffer source) {
			int end = bytes().limit();
			int count = Math.min(source.remaining(), bytes().capacity() - end);
			bytes().limit(end + count).put(end, source, source.position(), count);
			source.position(source.position() + count);
			return count;
		}

		@Override
		void release(BufferPool pool) {
			pool.release(bytes());
		}

	}

	/** A region of a file, which goes to the socket without passing through here. */
	static final class Region extends Piece {

		private final FileChannel file;

		private long position;

		private long remaining;

		Region(FileChannel file, long position, long count) {
			this.file = file;
			this.position = position;
			this.remaining = count;
		}

		/**
		 * Sends what the transport takes.
		 * @throws EOFException if the file has become shorter
		 */
		long writeTo(Transport transport) throws IOException {
			long count = send(transport);
			if (count == 0 && this.file.size() <= this.position) {
				throw new EOFException("The file ended " + this.remaining + " bytes before its region did");
			}
			this.position += count;
			this.remaining -= count;
			return count;
		}

		/** A file that is not open for reading, say, is a failure like others. */
		private long send(Transport transport) throws IOException {
			try {
				return transport.write(this.file, this.position, this.remaining);
			}
			catch (RuntimeException ex) {
				throw new IOException("The file cannot be sent: " + ex, ex);
			}
		}

		@Override
		long remaining() {
			return this.remaining;
		}

		@Override
		long memory() {
			return 0;
		}

	}

}
