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

	/** Registers the channel, with no interest yet. */
	SelectionKey register(Selector selector, Source source) throws IOException;

	/**
	 * Reads what is there.
	 * @return the number of bytes, 0 for none now, -1 if the peer has ended its side
	 */
	int read(ByteBuffer into) throws IOException;

	/** Writes what is taken. */
	int write(ByteBuffer bytes) throws IOException;

	/** Writes what is taken of several buffers, in one go. */
	long write(ByteBuffer[] bytes, int count) throws IOException;

	/** Writes what is taken of a file. */
	long write(FileChannel file, long position, long count) throws IOException;

	/** Sends FIN. */
	void shutdownOutput() throws IOException;

	/** Releases the channel. */
	void close();

	/** Releases the channel with a reset. */
	void abort();

}
