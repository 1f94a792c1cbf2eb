package dev.leat.reactor;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import dev.leat.codec.FrameConnection;
import dev.leat.codec.FrameDecoder;
import dev.leat.codec.FrameEncoder;
import dev.leat.codec.FrameHandler;
import dev.leat.codec.Framing;
import org.jspecify.annotations.Nullable;

/**
 * A server that answers lines with frames, encoded as the test has it.
 */
abstract class ComposedFrames {

	final Map<Long, FrameConnection<String>> connections = new ConcurrentHashMap<>();

	final List<Throwable> refused = new ArrayList<>();

	/** What the handler does with a line first. */
	Consumer<FrameConnection<String>> before = (connection) -> {
	};

	/** Sends each line that comes, and notes which ones the encoder refuses. */
	Stepped serving(FrameEncoder<String> encoder) {
		return serving((config) -> {
		}, encoder);
	}

	Stepped serving(Consumer<ServerConfig.Builder> config, FrameEncoder<String> encoder) {
		Framing<String, String> framing = Framing.of(LineDecoder::new, encoder);
		return Stepped.with((loops) -> {
		}, config, framing.handler(new FrameHandler<>() {
			@Override
			public void onOpen(FrameConnection<String> connection) {
				ComposedFrames.this.connections.put(connection.connection().id(), connection);
			}

			@Override
			public void onFrame(FrameConnection<String> connection, String frame) {
				try {
					ComposedFrames.this.before.accept(connection);
					connection.send(frame);
				}
				catch (IllegalArgumentException ex) {
					ComposedFrames.this.refused.add(ex);
				}
			}
		}));
	}

	FrameConnection<String> other(FrameConnection<String> one) {
		return this.connections.values().stream().filter((each) -> each != one).findFirst().orElseThrow();
	}

	/**
	 * Cuts at line feeds.
	 */
	private static final class LineDecoder implements FrameDecoder<String> {

		@Override
		public @Nullable String decode(ByteBuffer in) {
			for (int i = in.position(); i < in.limit(); i++) {
				if (in.get(i) == '\n') {
					byte[] line = new byte[i - in.position()];
					in.get(line).get();
					return new String(line, StandardCharsets.UTF_8);
				}
			}
			return null;
		}

	}

}
