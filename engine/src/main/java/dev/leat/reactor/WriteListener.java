package dev.leat.reactor;

import org.jspecify.annotations.Nullable;

/**
 * Is told the outcome of one write.
 */
@FunctionalInterface
public interface WriteListener {

	/**
	 * The write has ended. Called exactly once for each write, in the order of the
	 * writes, on the connection's loop and never inside {@code write}.
	 * @param connection that was written to
	 * @param bytes how many bytes of this write were handed to the operating system: all
	 * of them where {@code failure} is {@code null}
	 * @param failure why not all bytes were sent, or {@code null}
	 */
	void done(Connection connection, long bytes, @Nullable Throwable failure);

}
