package dev.leat.reactor;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

import dev.leat.sim.SimPeer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The world in memory: the test's thread is the loop's, and everything that can happen
 * has happened when a step is over.
 */
final class SimulatedWorld implements World {

	private static final int WINDOW = 64 * 1024;

	private final Stepped stepped;

	SimulatedWorld(Consumer<ServerConfig.Builder> config, HandlerFactory factory) {
		this.stepped = Stepped.with((loops) -> loops.threads(2), config, factory);
	}

	@Override
	public LeatServer server() {
		return this.stepped.server;
	}

	@Override
	public BufferStats buffers() {
		return this.stepped.group.bufferStats();
	}

	@Override
	public Peer connect() {
		return new WindowedPeer(this.stepped.connect());
	}

	@Override
	public void until(Callable<Boolean> condition) throws Exception {
		Until.holds(() -> {
			this.stepped.step();
			return condition.call();
		});
	}

	@Override
	public void advance(Duration by) {
		this.stepped.advance(by);
	}

	@Override
	public void close() {
		this.stepped.close();
		assertThat(this.stepped.network.open()).as("sockets and selectors").isZero();
	}

	/** Has a window of what it reads and a little more. */
	private final class WindowedPeer implements Peer {

		private final SimPeer peer;

		private int taken;

		WindowedPeer(SimPeer peer) {
			this.peer = peer.window(WINDOW);
		}

		@Override
		public Peer send(byte[] bytes) {
			this.peer.send(bytes);
			return this;
		}

		@Override
		public byte[] read(int count) throws Exception {
			this.peer.window((long) this.taken + count + WINDOW - this.peer.count());
			until(() -> {
				failIfOver(this.taken + count);
				return this.peer.count() >= this.taken + count;
			});
			int from = this.taken;
			this.taken += count;
			return Arrays.copyOfRange(this.peer.received(), from, this.taken);
		}

		private void failIfOver(int wanted) throws IOException {
			if (this.peer.gotReset()) {
				throw new IOException("Connection reset");
			}
			if (this.peer.gotFin() && this.peer.count() < wanted) {
				throw new IOException("The server ended after " + this.peer.count() + " of " + wanted + " bytes");
			}
		}

		@Override
		public byte[] readAll() throws Exception {
			this.peer.window(Long.MAX_VALUE);
			until(() -> {
				failIfOver(0);
				return this.peer.gotFin();
			});
			return read(this.peer.count() - this.taken);
		}

		@Override
		public Peer fin() {
			this.peer.fin();
			return this;
		}

		@Override
		public void reset() {
			this.peer.reset();
		}

	}

}
