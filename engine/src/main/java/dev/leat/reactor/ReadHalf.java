package dev.leat.reactor;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * What comes from the peer, for code that waits. Any thread but the connection's own loop
 * may read, one at a time; {@link #readAsync}, {@link #available} and {@link #close} are
 * for every thread.
 * <p>
 * A read that waits gets its bytes straight from the loop. What nobody waits for is read
 * ahead, as many bytes as one read of the loop gives and no more than
 * {@code read.max-pending}; then reading pauses until half of them are taken.
 * <p>
 * A read that fails to wait, because its time is over, its thread is interrupted or its
 * future is cancelled, loses nothing: the next one gets the bytes.
 * <p>
 * When the connection ends, what was received can still be read; then every read fails
 * with an {@link IOException} that says why.
 */
public interface ReadHalf extends Closeable {

	/**
	 * Reads what is there, and waits where nothing is.
	 * @param into takes bytes from its position on, as many as are there and fit; lent
	 * until this returns or throws
	 * @return the number of bytes, or -1 where the peer has ended its side, or is silent
	 * while the server drains, as {@link StreamHandler} says; 0 only for a full buffer
	 * @throws java.nio.channels.ClosedChannelException if this half is or gets closed
	 * @throws java.io.InterruptedIOException if the thread is interrupted while it waits;
	 * its interrupt flag is cleared; where bytes come at the same moment it gets them
	 * instead, and keeps the flag
	 * @throws IOException if the connection has ended
	 * @throws java.nio.channels.ReadPendingException if another read is going on
	 * @throws IllegalStateException on the connection's own loop, or after a rejoin
	 */
	int read(ByteBuffer into) throws IOException;

	/**
	 * Reads as {@link #read(ByteBuffer)} does, and waits for some time at most, never for
	 * less.
	 * @param into takes the bytes
	 * @param timeout the time, above zero
	 * @return as {@link #read(ByteBuffer)}
	 * @throws java.net.SocketTimeoutException if nothing came in time; the half is as
	 * before
	 * @throws IOException as {@link #read(ByteBuffer)}
	 * @throws IllegalArgumentException if the timeout is not above zero
	 */
	int read(ByteBuffer into, Duration timeout) throws IOException;

	/**
	 * Reads until a buffer is full.
	 * @param into is filled from its position to its limit
	 * @throws java.io.EOFException if the input ends before; the buffer has what came
	 * @throws IOException as {@link #read(ByteBuffer)}; the buffer has what came
	 */
	void readFully(ByteBuffer into) throws IOException;

	/**
	 * Reads as {@link #read(ByteBuffer)} does, without waiting. Any thread.
	 * <p>
	 * Cancelling the future, or completing it otherwise, takes the read back: either that
	 * succeeds and no byte is taken, or it has no effect.
	 * @param into takes the bytes; lent until the future is complete
	 * @return completed on the loop, never inside this call; what hangs on it runs there
	 * and must not block
	 * @throws java.nio.channels.ReadPendingException if another read is going on
	 */
	CompletableFuture<Integer> readAsync(ByteBuffer into);

	/**
	 * The bytes that can be read without waiting. Any thread.
	 * @return the number of bytes
	 */
	int available();

	/**
	 * This half as a stream; its methods wait and fail as {@link #read(ByteBuffer)} does,
	 * and closing it closes this half.
	 * @return a new stream over the same bytes
	 */
	InputStream asInputStream();

	/**
	 * Whether it was neither closed nor rejoined. Any thread.
	 * @return whether it is to be closed still
	 */
	boolean isOpen();

	/**
	 * Ends reading: what has come and what comes is dropped, the peer is not held up, and
	 * writing goes on. A read that waits fails. Harmless when closed already. Any thread.
	 */
	@Override
	void close();

}
