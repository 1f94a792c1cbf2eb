package dev.leat.reactor;

import java.util.Locale;

/**
 * Why a connection ended. The first reason that is given wins; it is what
 * {@link ConnectionHandler#onClose onClose} is told, the word in the log and the
 * {@code reason} tag of the meter {@code leat.server.connections.closed}.
 */
public enum CloseReason {

	/** The application closed the connection. */
	LOCAL,
	/** The peer ended its side first and the connection was then closed. */
	PEER_CLOSED,
	/** The peer reset the connection. */
	PEER_RESET,
	/** Reading or writing failed for another cause than a reset. */
	IO_ERROR,
	/** Nothing moved for the idle timeout. */
	IDLE,
	/** Output waited for the write timeout and the peer took not one byte. */
	WRITE_TIMEOUT,
	/** One direction was shut and the other did not end in time. */
	HALF_CLOSE_TIMEOUT,
	/** The connection reached its maximum age. */
	MAX_AGE,
	/** More output was pending than {@code write.max-pending} allows. */
	WRITE_OVERFLOW,
	/** The handler left more input than {@code read.max-pending} allows. */
	READ_OVERFLOW,
	/** No buffer was left under the process-wide budget. */
	MEMORY,
	/** A frame was larger than {@code max-frame-size}. */
	FRAME_TOO_LARGE,
	/** The peer broke the protocol. */
	PROTOCOL_ERROR,
	/** The peer ended its side inside a frame. */
	TRUNCATED,
	/** TLS failed after the handshake. */
	TLS_ERROR,
	/** A callback, task, timer or write listener threw. */
	HANDLER_ERROR,
	/** A pass over the connection would have repeated for ever without effect. */
	NO_PROGRESS,
	/** The application put another connection in its place. */
	REPLACED,
	/** An operator closed it. */
	OPERATOR,
	/** It ended while its server drained. */
	DRAIN,
	/** Its server stopped before it had ended. */
	STOP,
	/** The thread of its event loop died. */
	LOOP_DIED;

	private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

	/**
	 * The reason as the log and the meters spell it, for example {@code peer-reset}.
	 * @return the name in lower case with dashes
	 */
	public String word() {
		return this.word;
	}

}
