package dev.leat.sample.gateway;

import java.nio.ByteBuffer;

/**
 * What a device is to do.
 *
 * @param text what the device is sent, one to 200 characters
 */
record Command(String text) {

	private static final int MAX_LENGTH = 200;

	Command {
		if (text == null || text.isBlank() || text.length() > MAX_LENGTH) {
			throw new IllegalArgumentException("A command has 1 to " + MAX_LENGTH + " characters");
		}
	}

	ByteBuffer bytes() {
		return Message.bytes("command " + this.text);
	}

}
