package dev.leat.reactor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The client's end of a connection, over whatever wire. It takes bytes only when it is
 * told to read; a little more fits into the wire, far less than {@link #MORE_THAN_FITS}.
 */
interface Peer {

	/** Bytes that no wire swallows while nobody reads. */
	int MORE_THAN_FITS = 4 * 1024 * 1024;

	/** Sends in the background, in order. */
	Peer send(byte[] bytes);

	default Peer send(String text) {
		return send(text.getBytes(StandardCharsets.UTF_8));
	}

	/** Reads exactly so many bytes. */
	byte[] read(int count) throws Exception;

	default String readText(int count) throws Exception {
		return new String(read(count), StandardCharsets.UTF_8);
	}

	/** Sends text and reads as much back. */
	default String echo(String text) throws Exception {
		return send(text).readText(text.getBytes(StandardCharsets.UTF_8).length);
	}

	/**
	 * Reads to the server's end.
	 * @throws IOException if that is a reset
	 */
	byte[] readAll() throws Exception;

	default String readAllText() throws Exception {
		return new String(readAll(), StandardCharsets.UTF_8);
	}

	/** Ends its side, behind what it has sent. */
	Peer fin();

	/** Resets the connection, at once. */
	void reset() throws Exception;

}
