package dev.leat.reactor;

/**
 * The two halves of a split connection. They have separate owners: each may be used by a
 * thread of its own, fails on its own and is closed on its own. They share no lock, so
 * one that waits never holds up the other. When both are closed, the connection closes.
 *
 * @param in what comes from the peer
 * @param out what goes to the peer
 */
public record Halves(ReadHalf in, WriteHalf out) {

	/**
	 * Puts a connection together again: its handler's callbacks go on, and bytes that the
	 * read half had not given out come to
	 * {@link ConnectionHandler#onData(Connection, java.nio.ByteBuffer) onData} in front
	 * of new ones. The halves are of no use afterwards. Any thread; takes effect on the
	 * loop.
	 * @param in one half
	 * @param out the other half
	 * @return the connection, which may be split again
	 * @throws IllegalArgumentException if they are not of one connection; both stay as
	 * they are
	 * @throws IllegalStateException if one is closed, or used at this moment, or belongs
	 * to a {@link StreamHandler}; both stay as they are
	 */
	public static Connection rejoin(ReadHalf in, WriteHalf out) {
		if (in instanceof ReadHandle read && out instanceof WriteHandle write
				&& read.side().connection() == write.side().connection()) {
			Split.rejoin(read.side(), write.side());
			return read.side().connection();
		}
		throw new IllegalArgumentException("These are not the two halves of one connection: " + in + " and " + out);
	}

}
