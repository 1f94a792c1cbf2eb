package dev.leat.reactor;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * The child of {@link WriteFloodTests}: it echoes, and to whoever asks for a flood it
 * writes 1 GiB without looking at any signal. Its argument is {@code write.max-pending}.
 */
final class FloodingServer {

	static final byte FLOOD = 'f';

	private static final int CHUNK = 64 * 1024;

	private static final int CHUNKS = 16 * 1024;

	private FloodingServer() {
	}

	public static void main(String[] arguments) throws IOException {
		EventLoopGroup group = EventLoopGroup.builder().threads(2).build();
		LeatServer server = Servers.server("flooding", group,
				(config) -> config.maxConnections(1000)
					.writeMaxPending(Long.parseLong(arguments[0]))
					.writePauseReading(false),
				(connection) -> FloodingServer::answer);
		try (BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
			server.start();
			System.out.println(Objects.requireNonNull(server.localAddress()).getPort());
			while (lines.readLine() != null) {
				ServerStats stats = server.stats();
				System.out.println(stats.connections() + " " + stats.closed(CloseReason.WRITE_OVERFLOW) + " "
						+ stats.closed(CloseReason.MEMORY) + " " + stats.rejected(RejectReason.MEMORY));
			}
		}
		finally {
			server.stop();
		}
	}

	private static void answer(Connection connection, ByteBuffer data) {
		if (data.get(data.position()) != FLOOD) {
			connection.write(data);
			return;
		}
		data.position(data.limit());
		byte[] chunk = new byte[CHUNK];
		for (int i = 0; i < CHUNKS; i++) {
			connection.write(ByteBuffer.wrap(chunk));
		}
	}

}
