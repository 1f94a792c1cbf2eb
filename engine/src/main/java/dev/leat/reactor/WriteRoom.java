package dev.leat.reactor;

import java.nio.ByteBuffer;

import org.jspecify.annotations.Nullable;

/**
 * Room in which the bytes of a connection's next write are composed where they leave
 * from, so that nobody copies them. For the codecs, which stand in another package: the
 * room is the loop's own memory, and whoever writes outside of it destroys what is on its
 * way to others. Applications have {@link Connection#write}. One for each loop, on it.
 */
public final class WriteRoom {

	private final Batch batch;

	private final ByteBuffer bytes;

	WriteRoom(Batch batch, ByteBuffer bytes) {
		this.batch = batch;
		this.bytes = bytes;
	}

	/**
	 * Lends room for one write. Other writes may come between, and leave first. Whoever
	 * is lent room {@linkplain #take has it taken} or {@linkplain #giveBack gives it
	 * back} before it goes back to its caller; it is dead then. Any thread.
	 * @param connection whose write it is for
	 * @return the room; or {@code null} where a write would be copied anyhow or refused:
	 * on another thread than the loop, while output waits for the socket, when the output
	 * is closed, and while room is lent
	 */
	public static @Nullable WriteRoom lend(Connection connection) {
		return (connection instanceof NioConnection own && own.loop().inLoop()) ? own.loop().batch().lend(own.output())
				: null;
	}

	/**
	 * The memory, big-endian. The room in it is from {@link #begin} to the limit; what
	 * the position is does not matter.
	 * @return the same each time that the loop lends room
	 */
	public ByteBuffer bytes() {
		return this.bytes;
	}

	/**
	 * Where the room begins.
	 * @return the index
	 */
	public int begin() {
		return this.batch.composedTo();
	}

	/**
	 * Writes what was put into the room, as {@link Connection#write} would, if nothing
	 * stands against it.
	 * @param from where that begins, which is where the room did
	 * @param to where it ends
	 * @return whether it did, and the room is back; if not, it is to be given back and
	 * its content written
	 */
	public boolean take(int from, int to) {
		return this.batch.keep(from, to);
	}

	/**
	 * Gives back the room that was lent. What stands in it can be written as long as
	 * nothing else is.
	 */
	public void giveBack() {
		this.batch.returnRoom();
	}

}
