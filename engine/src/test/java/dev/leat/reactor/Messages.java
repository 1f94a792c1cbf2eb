package dev.leat.reactor;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Messages that say who sent them and in which order, so that what a peer has got can be
 * checked: each whole, those of one sender in their order, none twice.
 */
final class Messages {

	private static final int HEADER = 9;

	private final Map<Character, Integer> lastId = new HashMap<>();

	/** Makes the next message of a sender. */
	byte[] next(char sender, int length) {
		int id = this.lastId.merge(sender, 1, Integer::sum);
		ByteBuffer message = ByteBuffer.allocate(HEADER + length).put((byte) sender).putInt(id).putInt(length);
		for (int i = 0; i < length; i++) {
			message.put((byte) (id + i));
		}
		return message.array();
	}

	static String name(byte[] message) {
		ByteBuffer bytes = ByteBuffer.wrap(message);
		return (char) bytes.get() + "" + bytes.getInt();
	}

	/**
	 * Reads what a peer has got.
	 * @return the names of the messages that are whole
	 * @throws AssertionError if a message is torn or stands in the wrong place
	 */
	static Set<String> read(byte[] received) {
		ByteBuffer bytes = ByteBuffer.wrap(received);
		Map<Character, Integer> last = new HashMap<>();
		Set<String> names = new TreeSet<>();
		while (bytes.remaining() >= HEADER) {
			char sender = (char) bytes.get();
			int id = bytes.getInt();
			int length = bytes.getInt();
			if (id <= last.getOrDefault(sender, 0)) {
				throw new AssertionError(sender + "" + id + " comes after " + sender + last.get(sender));
			}
			last.put(sender, id);
			for (int i = 0; i < Math.min(length, bytes.limit() - bytes.position()); i++) {
				if (bytes.get(bytes.position() + i) != (byte) (id + i)) {
					throw new AssertionError(sender + "" + id + " is torn at byte " + i + " of " + length);
				}
			}
			if (bytes.remaining() < length) {
				return names;
			}
			bytes.position(bytes.position() + length);
			names.add(sender + "" + id);
		}
		return names;
	}

}
