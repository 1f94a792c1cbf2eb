package dev.leat.sample.resp;

import java.util.List;

/**
 * What a client sent.
 */
public sealed interface Request {

	/**
	 * A command.
	 *
	 * @param words its name and its arguments, one word at least
	 */
	record Call(List<byte[]> words) implements Request {

	}

	/**
	 * Bytes that are no request. What follows them cannot be told apart, so the
	 * connection has to close.
	 *
	 * @param problem what is wrong, in the words of Redis
	 */
	record Malformed(String problem) implements Request {

	}

}
