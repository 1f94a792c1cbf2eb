package dev.leat.benchmarks.peer;

import java.nio.ByteBuffer;

import dev.leat.reactor.Connection;
import dev.leat.reactor.ConnectionHandler;
import dev.leat.reactor.Halves;

/**
 * The engine with split connections in callback code: a future for each read and each
 * write, all on the loop. What it costs beside {@code leat} is what splitting costs.
 */
final class LeatSplitPeer {

	/** As many bytes as the loop reads at once without halves. */
	private static final int BUFFER = 256 * 1024;

	private LeatSplitPeer() {
	}

	static Peer start(Workload workload) throws CannotRunException {
		if (workload != Workload.ECHO && workload != Workload.CLOSE) {
			throw CannotRunException.unknown("leat-split", workload);
		}
		return LeatPeer.start(LeatPeer.builder().handler(new Splitting()));
	}

	/** Splits each connection when it opens. */
	private static final class Splitting implements ConnectionHandler {

		@Override
		public void onOpen(Connection connection) {
			new Conversation(connection.split()).read();
		}

		@Override
		public void onData(Connection connection, ByteBuffer data) {
			throw new IllegalStateException(connection + " is split");
		}

	}

	/** Sends back what it gets. */
	private static final class Conversation {

		private final Halves halves;

		private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);

		Conversation(Halves halves) {
			this.halves = halves;
		}

		void read() {
			this.halves.in().readAsync(this.buffer.clear()).thenAccept(this::write);
		}

		private void write(int count) {
			if (count < 0) {
				this.halves.in().close();
				this.halves.out().close();
			}
			else {
				this.halves.out().writeAsync(this.buffer.flip()).thenAccept((written) -> read());
			}
		}

	}

}
