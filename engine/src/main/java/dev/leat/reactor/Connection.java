package dev.leat.reactor;

import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;

import org.jspecify.annotations.Nullable;

/**
 * One accepted socket. It belongs to one event loop for life, and its callbacks run on
 * that loop one at a time.
 * <p>
 * Any thread may call any method that does not say "loop thread". What comes from outside
 * the loop takes effect in the order of the calls of that thread.
 * <p>
 * Writes are ordered: the bytes of one call are contiguous on the wire, and the calls of
 * one thread keep their order. There is no unordered write.
 */
public interface Connection {

	/**
	 * A number that no other connection of this process has. Any thread.
	 * @return the number
	 */
	long id();

	/**
	 * The name of the server that accepted it. Any thread.
	 * @return the name
	 */
	String server();

	/**
	 * The settings of its server. Any thread.
	 * @return the settings
	 */
	ServerConfig config();

	/**
	 * The client's address, also where a proxy in front has told it. Any thread, also
	 * after the end.
	 * @return the address
	 */
	SocketAddress remoteAddress();

	/**
	 * The address at which the client reached this server. Any thread, also after the
	 * end.
	 * @return the address
	 */
	SocketAddress localAddress();

	/**
	 * What a proxy in front has told. Any thread, also after the end.
	 * @return that, or {@code null} if no PROXY header came
	 */
	@Nullable ProxyInfo proxy();

	/**
	 * What the TLS handshake has agreed on. Any thread, also after the end.
	 * @return that, or {@code null} if the server does not speak TLS
	 */
	@Nullable TlsInfo tls();

	/**
	 * Whether the connection is open: from its opening until this side closes it, or an
	 * error or a limit does. It stays open when one direction has ended, be it by
	 * {@link #shutdownOutput()}, after which it takes no writes. Any thread.
	 * @return whether it is open
	 */
	boolean isOpen();

	/**
	 * Completes, on the loop, when the connection has ended and after
	 * {@link ConnectionHandler#onClose onClose}. Never fails. Any thread.
	 * @return the reason, when it is known
	 */
	CompletionStage<CloseReason> closed();

	/**
	 * Sends bytes. When it returns everything is sent or copied, and the caller may reuse
	 * the buffer. Never blocks. On a connection that is closed it does nothing. Any
	 * thread.
	 * @param bytes from position to limit; its position moves to the limit
	 * @throws WriteOverflowException if the pending output would exceed
	 * {@code write.max-pending} and {@code write.overflow} is {@code fail}; the position
	 * has not moved then
	 */
	void write(ByteBuffer bytes);

	/**
	 * Sends bytes and tells the outcome. Like {@link #write(ByteBuffer)}, but an overflow
	 * is told to the listener instead of being thrown, and so is a closed connection
	 * ({@link java.nio.channels.ClosedChannelException}). Any thread.
	 * @param bytes from position to limit; its position moves to the limit, or stays
	 * where an overflow refuses the whole write
	 * @param done told exactly once, on the loop, never inside this call; {@code null}
	 * where nobody needs to know
	 * @throws WriteOverflowException if {@code write.overflow} is {@code fail} and as
	 * many tasks wait for the loop as may; the listener is not told then
	 */
	void write(ByteBuffer bytes, @Nullable WriteListener done);

	/**
	 * Sends bytes and returns a future of the outcome, completed on the loop. Like
	 * {@link #write(ByteBuffer, WriteListener)}. Any thread.
	 * @param bytes from position to limit
	 * @return the number of bytes sent, or what failed
	 */
	CompletableFuture<Long> writeAsync(ByteBuffer bytes);

	/**
	 * Gives a buffer away until the listener is told, and copies nothing. In order with
	 * {@code write}; the bytes count as pending output. A direct buffer is best: the JDK
	 * copies others on their way to the socket. Any thread.
	 * @param bytes from position to limit; nobody may change them or move the position
	 * before the listener is told
	 * @param done told exactly once, on the loop, never inside this call; an overflow too
	 */
	void transfer(ByteBuffer bytes, WriteListener done);

	/**
	 * Sends a region of a file without copying it through this process. In order with
	 * {@code write}; the bytes do not count as pending output. The loop waits while the
	 * system reads the file. Any thread.
	 * @param file open for reading until the listener is told; its position is not used
	 * @param position where the region begins
	 * @param count bytes of the region; a file that is shorter, or becomes so, closes the
	 * connection with {@link CloseReason#IO_ERROR}
	 * @param done told exactly once, on the loop, never inside this call
	 * @throws IllegalArgumentException for a negative position or count
	 */
	void transfer(FileChannel file, long position, long count, WriteListener done);

	/**
	 * Whether pending output is under the high-water mark, or has fallen to the low-water
	 * mark since it was above. Any thread.
	 * @return whether now is a good time to write
	 */
	boolean isWritable();

	/**
	 * Bytes accepted from {@code write} and not yet handed to the operating system. Small
	 * writes of the running callback are sent when it ends and are not counted before.
	 * Any thread.
	 * @return the number of bytes
	 */
	long pendingWriteBytes();

	/**
	 * Stops reading; the operating system then stops the peer. At most one more
	 * {@code onData} follows a call from another thread. Any thread.
	 */
	void pauseReading();

	/**
	 * Takes {@link #pauseReading()} back. Bytes that {@code onData} had left are
	 * delivered again. Other reasons to pause are not lifted. Any thread.
	 */
	void resumeReading();

	/**
	 * Holds a place in the order of answers: the answer may be given later, by any
	 * thread, and leaves in its turn. Plain writes do not wait for it. A connection that
	 * closes, at the peer's FIN or in a drain too, first sends the answers that it owes,
	 * for {@code half-close-timeout} at most. Loop thread.
	 * @param limit the number of owed answers at which reading pauses, one or more
	 * @return the answer that is owed now
	 * @throws IllegalStateException on another thread, or if the connection is closed
	 */
	Answer defer(int limit);

	/**
	 * Leaves the rest of the input to the next turn of the loop, so that others on it get
	 * theirs: for a handler that finds very much to do in what it was given. What
	 * {@code onData} then leaves comes again by itself, before anything more is read;
	 * until then {@link #isReadingPaused()} is true. Loop thread.
	 * @throws IllegalStateException on another thread
	 */
	void yieldReading();

	/**
	 * Whether reading is paused for any reason. Any thread.
	 * @return whether no {@code onData} is to be expected now
	 */
	boolean isReadingPaused();

	/**
	 * Ends this side: sends FIN after everything written before. Reading goes on. Later
	 * writes fail. Any thread.
	 */
	void shutdownOutput();

	/**
	 * Closes in an orderly way: sends what is pending, then FIN, discards input until the
	 * peer's FIN or the linger limits, and releases the socket. The reason is
	 * {@link CloseReason#LOCAL}, or {@link CloseReason#PEER_CLOSED} where the peer had
	 * ended first, or {@link CloseReason#DRAIN} while the server drains. Any thread.
	 */
	void close();

	/**
	 * Closes like {@link #close()}, with a reason of the application's. Any thread.
	 * @param reason {@link CloseReason#LOCAL}, {@link CloseReason#PROTOCOL_ERROR} or
	 * {@link CloseReason#REPLACED}
	 * @throws IllegalArgumentException for another reason
	 */
	void close(CloseReason reason);

	/**
	 * Drops pending output and resets the connection. Any thread.
	 */
	void abort();

	/**
	 * Runs a task on this connection's loop, later, never inside this call. What it
	 * throws closes the connection. A task that was taken runs, also if the connection
	 * ends first. Any thread.
	 * @param task what to run
	 * @throws RejectedExecutionException if the loop has as many tasks waiting as it may
	 * have ({@code leat.event-loops.max-pending-tasks}), or the connection has ended
	 */
	void execute(Runnable task);

	/**
	 * Runs a task on this connection's loop once, never early. It is cancelled when the
	 * connection ends. Any thread.
	 * @param delay from now
	 * @param task what to run
	 * @return to cancel or reset it
	 * @throws RejectedExecutionException as {@link #execute}
	 */
	Timeout schedule(Duration delay, Runnable task);

	/**
	 * Runs a task on this connection's loop again and again, until it is cancelled or the
	 * connection ends. Runs that were missed while the loop was busy are not made up for.
	 * Any thread.
	 * @param delay before the first run
	 * @param period from one due time to the next, above zero
	 * @param task what to run
	 * @return to cancel or reset it
	 * @throws RejectedExecutionException as {@link #execute}
	 */
	Timeout scheduleAtFixedRate(Duration delay, Duration period, Runnable task);

	/**
	 * Replaces the server's idle timeout for this connection. Any thread.
	 * @param timeout the time without a byte in either direction; zero switches it off
	 * @throws IllegalArgumentException if it is below zero
	 */
	void idleTimeout(Duration timeout);

	/**
	 * Gives the connection a name for logs and the actuator endpoint, a device's say. It
	 * never becomes a meter's tag. Any thread.
	 * @param label the name; what is longer than 200 characters is cut, and control
	 * characters are written as {@code \\u000a}, so that it may come from a client
	 */
	void label(String label);

	/**
	 * What it has done by now. Loop thread, also in {@link ConnectionHandler#onClose
	 * onClose}; {@link ConnectionGroup#inspect} asks from elsewhere.
	 * @return figures of this moment
	 * @throws IllegalStateException on another thread
	 */
	ConnectionInfo info();

	/**
	 * The bytes that the last {@code onData} left, as a decoder needs them when the input
	 * ends. Loop thread; the view is dead when the callback returns.
	 * @return a read-only view, empty where nothing was left
	 * @throws IllegalStateException on another thread
	 */
	ByteBuffer unconsumed();

	/**
	 * Splits the connection into halves for code that waits, each with an owner of its
	 * own. What {@code onData} had left and all that follows comes to the read half;
	 * {@code onData}, {@code onInputEnd} and {@code onWritable} are not called any more,
	 * the other callbacks are. A full output no longer pauses reading. Both halves have
	 * to be closed or {@linkplain Halves#rejoin rejoined}; a half that is dropped instead
	 * is closed when the collector finds it, and the log says where it was split. Loop
	 * thread, once until it is rejoined.
	 * @return the halves
	 * @throws IllegalStateException on another thread, if it is split already, or if it
	 * has ended
	 */
	Halves split();

	/**
	 * What {@link #attach} put here. Any thread.
	 * @param <T> its type, which is not checked
	 * @return the attachment, or {@code null}
	 */
	<T> @Nullable T attachment();

	/**
	 * Keeps an object of the application's with the connection. Any thread.
	 * @param value the object, or {@code null} for none
	 */
	void attach(@Nullable Object value);

}
