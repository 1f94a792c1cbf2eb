package dev.leat.reactor;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

/**
 * What goes to the peer, for code that waits. Any thread but the connection's own loop
 * may write and flush, one at a time; {@link #writeAsync} and {@link #close} are for
 * every thread.
 * <p>
 * A writer waits while more than {@code write.high-water-mark} is pending, until no more
 * than {@code write.low-water-mark} is; so a write of any size never overflows.
 * <p>
 * When writing fails, this half fails and the other goes on; each reports its own
 * failure, with an {@link IOException} that says why.
 */
public interface WriteHalf extends Closeable {

	/**
	 * Sends bytes. When it returns they are sent or copied, on their way without a
	 * {@link #flush}, and the caller may reuse the buffer. Up to 16 KiB are copied at
	 * once; more are lent to the loop, and this waits until it has dealt with them.
	 * @param bytes from position to limit; its position moves behind what was taken; lent
	 * until this returns or throws
	 * @throws java.nio.channels.ClosedChannelException if this half is or gets closed
	 * @throws java.io.InterruptedIOException if the thread is interrupted while it waits;
	 * its interrupt flag is cleared, and the buffer's position tells what was taken
	 * @throws IOException if writing failed before, or the connection has ended
	 * @throws java.nio.channels.WritePendingException if another write is going on
	 * @throws IllegalStateException on the connection's own loop, or after a rejoin
	 */
	void write(ByteBuffer bytes) throws IOException;

	/**
	 * Waits until everything that was written to the connection so far has been handed to
	 * the operating system. Nobody needs to call it to have bytes sent.
	 * @throws IOException as {@link #write}, and if some of the bytes could not be sent
	 */
	void flush() throws IOException;

	/**
	 * Sends bytes of any number without waiting: as many at a time as the marks allow.
	 * Any thread. Cancelling the future does not stop the write.
	 * @param bytes from position to limit; lent until the future is complete
	 * @return the number of bytes once all have been handed to the operating system, or
	 * what failed; completed on the loop, never inside this call
	 * @throws java.nio.channels.WritePendingException if another write is going on
	 */
	CompletableFuture<Long> writeAsync(ByteBuffer bytes);

	/**
	 * This half as a stream; its writes wait and fail as {@link #write} does, its flush
	 * only tells of a failure, and closing it closes this half.
	 * @return a new stream onto the same connection
	 */
	OutputStream asOutputStream();

	/**
	 * Whether it was neither closed nor rejoined. Any thread.
	 * @return whether it is to be closed still
	 */
	boolean isOpen();

	/**
	 * Ends writing: FIN follows what was written before, and reading goes on. A write
	 * that waits fails. Harmless when closed already. Any thread.
	 */
	@Override
	void close();

}
