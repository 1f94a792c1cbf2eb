package dev.leat.reactor;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Servers on real sockets that call a {@link StreamHandler}, and what tests of streams
 * often do.
 */
final class Streams {

	/** Sends back what it gets. */
	static final StreamHandler ECHO = (connection, in, out) -> {
		ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
		while (in.read(buffer.clear()) >= 0) {
			out.write(buffer.flip());
		}
	};

	private Streams() {
	}

	static Servers.Running start(StreamHandler handler) {
		return start(2, (server) -> {
		}, handler);
	}

	static Servers.Running start(int threads, Consumer<LeatServer.Builder> settings, StreamHandler handler) {
		EventLoopGroup group = EventLoopGroup.builder().threads(threads).poisonViews(true).build();
		LeatServer.Builder builder = LeatServer.builder("streams")
			.loops(group)
			.config(ServerConfig.builder().address(InetAddress.getLoopbackAddress()).build())
			.handler(handler);
		settings.accept(builder);
		LeatServer server = builder.build();
		server.start();
		return new Servers.Running(server, group);
	}

	static ByteBuffer bytes(String text) {
		return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
	}

	/** Reads so many bytes as text. */
	static String text(ReadHalf in, int count) throws java.io.IOException {
		ByteBuffer buffer = ByteBuffer.allocate(count);
		in.readFully(buffer);
		return new String(buffer.array(), StandardCharsets.UTF_8);
	}

}
