package dev.leat.reactor;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * Holds the last byte of what is written, so that FIN can come with it: who waits for a
 * whole answer cannot ask again before it knows. The system puts the byte and FIN into
 * one segment, since small ones wait for one another once Nagle's algorithm is on. It
 * does not where the peer has confirmed the rest of the answer within these microseconds,
 * or where the byte is all of it. Loop thread only.
 *
 * <pre>
 *  EMPTY ── write ──&gt; HELD ── end ──&gt; byte and FIN, as soon as the socket takes them
 *    ^                 │ write, flush
 *    └── byte is out ──┘
 * </pre>
 */
final class LastByte {

	private final SocketChannel channel;

	private final ByteBuffer held = ByteBuffer.allocate(1).limit(0);

	private boolean ends;

	private boolean ended;

	LastByte(SocketChannel channel) {
		this.channel = channel;
	}

	/** Whether nothing is held. */
	boolean isOut() {
		return !this.held.hasRemaining();
	}

	/** Writes what is taken; the last byte counts as taken when it is held. */
	int write(ByteBuffer bytes) throws IOException {
		if (!bytes.hasRemaining() || !flush()) {
			return 0;
		}
		bytes.limit(bytes.limit() - 1);
		int count = bytes.hasRemaining() ? this.channel.write(bytes) : 0;
		boolean all = !bytes.hasRemaining();
		bytes.limit(bytes.limit() + 1);
		return all ? count + hold(bytes) : count;
	}

	/** Writes what is taken of several buffers, of which none is empty. */
	long write(ByteBuffer[] bytes, int count) throws IOException {
		if (count == 0 || !flush()) {
			return 0;
		}
		ByteBuffer tail = bytes[count - 1];
		tail.limit(tail.limit() - 1);
		long written = this.channel.write(bytes, 0, count);
		boolean all = !tail.hasRemaining() && (count == 1 || !bytes[count - 2].hasRemaining());
		tail.limit(tail.limit() + 1);
		return all ? written + hold(tail) : written;
	}

	private int hold(ByteBuffer bytes) {
		this.held.clear().put(bytes).flip();
		return 1;
	}

	/**
	 * Sends what is held, and FIN if that is to follow.
	 * @return whether nothing is held any more
	 */
	boolean flush() throws IOException {
		if (this.held.hasRemaining()) {
			this.channel.write(this.held);
		}
		if (isOut() && this.ends && !this.ended) {
			this.ended = true;
			this.channel.shutdownOutput();
		}
		return isOut();
	}

	/** What is small waits for what comes after it, which FIN is the last of. */
	void endFollows() throws IOException {
		this.channel.setOption(StandardSocketOptions.TCP_NODELAY, false);
	}

	/** Sends FIN with what is held. */
	void end() throws IOException {
		if (!isOut()) {
			endFollows();
		}
		this.ends = true;
		flush();
	}

}
