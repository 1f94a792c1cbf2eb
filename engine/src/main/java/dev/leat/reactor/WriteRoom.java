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
	 * Lends room for one write. What was put there is sent by giving this very buffer to
	 * {@link Connection#write}, with its position where it was and its limit behind the
	 * bytes. Other writes may come between, and leave first. Whoever is lent room
	 * {@linkplain #giveBack gives it back} before it goes back to its caller, written or
	 * not; it is dead then. Any thread.
	 * @param connection whose write it is for
	 * @return 16 KiB and more from position to limit, big-endian; or {@code null} where a
	 * write would be copied anyhow or refused: on another thread than the loop, while
	 * output waits for the socket, when the output is closed, and while room is lent
	 */
	public static @Nullable ByteBuffer lend(Connection connection) {
		return (connection instanceof NioConnection own && own.loop().inLoop()) ? own.loop().batch().lend(own.output())
				: null;
	}

	/**
	 * Gives back the room that was lent; nothing happens if it was written. On the loop.
	 * @param connection the one for which it was lent
	 */
	public static void giveBack(Connection connection) {
		if (connection instanceof NioConnection own) {
			own.loop().batch().returnRoom();
		}
	}

}
