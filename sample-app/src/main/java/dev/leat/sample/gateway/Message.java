package dev.leat.sample.gateway;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import dev.leat.codec.Framing;

/**
 * Text as devices and gateway tell it each other: behind its length in two bytes.
 */
final class Message {

	static final Framing<ByteBuffer, ByteBuffer> FRAMING = Framing.lengthField(Short.BYTES).maxFrameSize(1024);

	private Message() {
	}

	static String text(ByteBuffer frame) {
		return StandardCharsets.UTF_8.decode(frame).toString();
	}

	/** A frame for those who send with the framing. */
	static ByteBuffer frame(String text) {
		return StandardCharsets.UTF_8.encode(text);
	}

	/** The bytes of a frame, for those who send past it. */
	static ByteBuffer bytes(String text) {
		byte[] content = text.getBytes(StandardCharsets.UTF_8);
		return ByteBuffer.allocate(Short.BYTES + content.length).putShort((short) content.length).put(content).flip();
	}

}
