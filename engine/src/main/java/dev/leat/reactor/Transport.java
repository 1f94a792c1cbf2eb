package dev.leat.reactor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;

/**
 * Moves clear bytes over one channel. The connection above cannot tell what lies below.
 * Loop thread only; nothing blocks.
 */
interface Transport {

	/** What {@link #read} returns when the peer has ended its side. */
	int END = -1;

	/** What {@link #read} returns when the peer's side has ended and may not be whole. */
	int TRUNCATED = -2;

	/** Registers the channel, with no interest yet. */
	SelectionKey register(Selector selector, Source source) throws IOException;

	/**
	 * Reads what is there.
	 * @return the number of bytes, 0 for none now, {@link #END} or {@link #TRUNCATED}
	 */
	int read(ByteBuffer into) throws IOException;

	/**
	 * Gives back bytes that were read, if any, to be read again first.
	 * @return the transport to go on with
	 */
	default Transport unread(ByteBuffer bytes) {
		throw new UnsupportedOperationException();
	}

	/** The least room that a read needs to make progress. */
	default int least() {
		return 1;
	}

	/** Whether there is something to read that no selector tells of. */
	default boolean holdsInput() {
		return false;
	}

	/** Bytes that it holds of something of which the rest has yet to come. */
	default int part() {
		return 0;
	}

	/**
	 * Whether a thread other than the loop's may read and write in its place, and bytes
	 * that were not taken need not come again.
	 */
	default boolean isForAnyThread() {
		return false;
	}

	/**
	 * Writes what is taken. Bytes that are not have to come again first, unless nothing
	 * is written any more.
	 */
	int write(ByteBuffer bytes) throws IOException;

	/** Writes what is taken of several buffers, in one go. */
	long write(ByteBuffer[] bytes, int count) throws IOException;

	/** Writes what is taken of a file. */
	long write(FileChannel file, long position, long count) throws IOException;

	/**
	 * Holds from now on the last byte that is written, until {@link #flush} or FIN: a
	 * peer that waits for a whole answer then gets FIN with it.
	 * @return the transport to go on with
	 */
	default Transport holdLastByte() {
		return this;
	}

	/** Nothing but what ends the output is written from now on. */
	default void endFollows() throws IOException {
	}

	/** Whether it has something to send that no write brings out. */
	default boolean holdsOutput() {
		return false;
	}

	/** Whether some of that was written, and counts as taken. */
	default boolean holdsData() {
		return false;
	}

	/** Sends what it holds, as far as that is taken. */
	default void flush() throws IOException {
	}

	/** Memory of the pool's that it holds, in bytes. */
	default long memory() {
		return 0;
	}

	/** Sends FIN, at once or when what it holds is out. */
	void shutdownOutput() throws IOException;

	/** Releases the channel. */
	void close();

	/**
	 * Closes the channel while its loop cannot, so that the peer knows; it is still to be
	 * released. Any thread.
	 */
	default void cutOff() {
	}

	/** Releases the channel with a reset. */
	void abort();

}
