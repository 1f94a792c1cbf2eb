package dev.leat.sample.resp;

import java.nio.charset.StandardCharsets;
import java.util.List;

import dev.leat.codec.FrameConnection;
import org.jspecify.annotations.Nullable;

/**
 * What the server answers. Text stands for bytes, one character each (ISO 8859-1).
 */
public sealed interface Reply {

	/** All went well. */
	Reply OK = new Status("OK");

	/** There is no such value. */
	Reply NONE = new Bulk(null, 0, 0);

	/**
	 * Bytes of a text.
	 * @param text whose characters are bytes
	 * @return the reply
	 */
	static Reply bulk(String text) {
		return new Bulk(text.getBytes(StandardCharsets.ISO_8859_1));
	}

	/**
	 * A count of zero or one.
	 * @param yes whether it is one
	 * @return the reply
	 */
	static Reply number(boolean yes) {
		return new Number(yes ? 1 : 0);
	}

	/**
	 * Sends this reply, the items of a list one by one: no list is ever in memory a
	 * second time, and what a client is sent and does not read ends at the write limit of
	 * its connection. Loop thread.
	 * @param connection to send to
	 */
	default void sendTo(FrameConnection<Reply> connection) {
		connection.send(this);
	}

	/**
	 * A word that tells success.
	 *
	 * @param text the word
	 */
	record Status(String text) implements Reply {

	}

	/**
	 * An error.
	 *
	 * @param text its code in capitals and what went wrong; line ends become blanks
	 */
	record Failure(String text) implements Reply {

	}

	/**
	 * A whole number.
	 *
	 * @param value the number
	 */
	record Number(long value) implements Reply {

	}

	/**
	 * Bytes: a part of an array.
	 *
	 * @param bytes the array, of which nobody changes that part any more, or {@code null}
	 * for no value
	 * @param offset index of the first byte to send
	 * @param length how many to send
	 */
	record Bulk(byte @Nullable [] bytes, int offset, int length) implements Reply {

		/**
		 * A whole array.
		 * @param bytes which nobody changes any more
		 */
		public Bulk(byte[] bytes) {
			this(bytes, 0, bytes.length);
		}

	}

	/**
	 * A list.
	 *
	 * @param items the replies in it
	 */
	record Items(List<Reply> items) implements Reply {

		@Override
		public void sendTo(FrameConnection<Reply> connection) {
			connection.send(this);
			for (Reply item : this.items) {
				if (!connection.connection().isOpen()) {
					return;
				}
				item.sendTo(connection);
			}
		}

	}

}
