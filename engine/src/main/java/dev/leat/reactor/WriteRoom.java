package dev.leat.reactor;

import java.nio.ByteBuffer;

import org.jspecify.annotations.Nullable;

/**
 * Lends room in which the bytes of a connection's next write are composed where they
 * leave from, so that nobody copies them. For the codecs, which stand in another package:
 * the room is the loop's own memory, and whoever writes outside of it destroys what is on
 * its way to others. Applications have {@link Connection#write}.
 */
public final class WriteRoom {

	private WriteRoom() {
	}

	/**
	 * Lends room for one write. Other writes may come between, and leave first. Whoever
	 * is lent room {@linkplain #take has it taken} or {@linkplain #giveBack gives it
	 * back} before it goes back to its caller; it is dead then. Any thread.
	 * @param connection whose write it is for
	 * @return room from position to limit, big-endian; or {@code null} where a write
	 * would be copied anyhow or refused: on another thread than the loop, while output
	 * waits for the socket, when the output is closed, and while room is lent
	 */
	public static @Nullable ByteBuffer lend(Connection connection) {
		return (connection instanceof NioConnection own && own.loop().inLoop()) ? own.loop().batch().lend(own.output())
				: null;
	}

	/**
	 * Writes what was put into room that was lent, as {@link Connection#write} would, if
	 * nothing stands against it. On the loop.
	 * @param connection the one for which it was lent
	 * @param from where that begins: the position that the room had
	 * @param to where it ends
	 * @return whether it did, and the room is back; if not, it is to be given back and
	 * its content written
	 */
	public static boolean take(Connection connection, int from, int to) {
		return connection instanceof NioConnection own && own.output().takesWrites()
				&& own.loop().batch().keep(own.output(), from, to);
	}

	/**
	 * Gives back the room that was lent. What stands in it can be written as long as
	 * nothing else is. On the loop.
	 * @param connection the one for which it was lent
	 */
	public static void giveBack(Connection connection) {
		if (connection instanceof NioConnection own) {
			own.loop().batch().returnRoom();
		}
	}

}
