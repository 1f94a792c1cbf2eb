package dev.leat.reactor;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * Finds the server name that a client asks for, before there is an engine to ask. It
 * looks at the first record only, which holds the whole of what any client says first,
 * and judges nothing: what it does not understand has no name, and is for the engine.
 */
final class ClientHello {

	private static final int RECORD_HEADER = 5;

	private static final int CLIENT_HELLO = 1;

	private static final int VERSION_AND_RANDOM = 2 + 32;

	private static final int SERVER_NAME = 0;

	private static final int HOST_NAME = 0;

	private ClientHello() {
	}

	/**
	 * Finds the name.
	 * @param record from its header on; stays as it is
	 * @return the name, or {@code null} if there is none
	 */
	static @Nullable String serverName(ByteBuffer record) {
		try {
			ByteBuffer hello = record.slice();
			hello.limit(RECORD_HEADER + (hello.getShort(3) & 0xFFFF)).position(RECORD_HEADER);
			if (hello.get() != CLIENT_HELLO) {
				return null;
			}
			hello.position(hello.position() + 3 + VERSION_AND_RANDOM);
			skip(hello, hello.get() & 0xFF);
			skip(hello, hello.getShort() & 0xFFFF);
			skip(hello, hello.get() & 0xFF);
			return inExtensions(part(hello));
		}
		catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException ex) {
			return null;
		}
	}

	private static @Nullable String inExtensions(ByteBuffer extensions) {
		while (extensions.hasRemaining()) {
			int type = extensions.getShort();
			ByteBuffer extension = part(extensions);
			if (type == SERVER_NAME) {
				return inNames(part(extension));
			}
		}
		return null;
	}

	private static @Nullable String inNames(ByteBuffer names) {
		while (names.hasRemaining()) {
			int type = names.get();
			ByteBuffer name = part(names);
			if (type == HOST_NAME) {
				return StandardCharsets.US_ASCII.decode(name).toString();
			}
		}
		return null;
	}

	/** Takes a part that has its length of two bytes in front. */
	private static ByteBuffer part(ByteBuffer source) {
		int length = source.getShort() & 0xFFFF;
		ByteBuffer part = source.slice(source.position(), length);
		skip(source, length);
		return part;
	}

	private static void skip(ByteBuffer source, int bytes) {
		source.position(source.position() + bytes);
	}

}
