package dev.leat.reactor;

import java.io.IOException;

import org.jspecify.annotations.Nullable;

/**
 * Something that a connection passes before its handler sees it, such as a TLS handshake.
 * One for each connection, made when the stage before it is passed. Loop thread only.
 */
interface Stage {

	/** What {@link #advance} returns at the end. */
	int PASSED = -1;

	/**
	 * Goes on as far as it can. Where bytes below change their meaning, the connection
	 * has been given another transport when it is passed.
	 * @return {@link #PASSED}, or the operations of the socket that it waits for; 0 when
	 * it waits for something else, and will have {@link Opening#advance} called
	 * @throws IOException if the connection is to be turned away
	 * @throws RefusedException if it is, because a setting says so
	 */
	int advance() throws IOException, RefusedException;

	/** How long it may take, in nanoseconds. */
	long timeout();

	/**
	 * It takes longer.
	 * @return what the connection is turned away for, or {@code null} to go on: it waits
	 * no more
	 */
	@Nullable RejectReason late();

	/** What the connection is turned away for after a failure. */
	RejectReason reasonOf(Throwable failure);

	/**
	 * Ends it, not passed; the last call.
	 * @param failure why, or {@code null} if it took too long or the server stops
	 * @return whether the peer was told something, which it should have time to read
	 */
	boolean turnAway(@Nullable Throwable failure);

	/** Makes a stage for a connection that has come to it. */
	@FunctionalInterface
	interface Maker {

		Stage make(NioConnection connection, Opening opening);

	}

}
