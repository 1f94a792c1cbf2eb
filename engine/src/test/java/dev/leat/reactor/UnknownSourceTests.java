package dev.leat.reactor;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;

import dev.leat.sim.SimListener;
import dev.leat.sim.SimPeer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a key stands for is told by its attachment, and what is not known is left alone.
 */
class UnknownSourceTests {

	private static final int PORT = 7;

	/** Registers a listener that is none of the engine's, with a client that waits. */
	private static SimListener register(Stepped stepped, @Nullable Object attachment) throws IOException {
		SimListener foreign = (SimListener) stepped.network.openServerSocketChannel();
		foreign.configureBlocking(false);
		foreign.bind(new InetSocketAddress(PORT));
		stepped.network.connect(PORT);
		stepped.loops.get(0).add(new Foreign(foreign, attachment));
		return foreign;
	}

	private static void serves(Stepped stepped) {
		SimPeer peer = stepped.network.connect(stepped.port()).send("known");
		for (int i = 0; i < 5; i++) {
			stepped.turn();
		}
		assertThat(peer.text()).isEqualTo("known");
		assertThat(stepped.listener().isArmed()).isTrue();
	}

	@Test
	@DisplayName("S2-10 an event of something unknown is ignored, and all that is known goes on")
	void unknownAttachment() throws IOException {
		try (Stepped stepped = Stepped.of(Servers.ECHO)) {
			SimListener foreign = register(stepped, "unknown");
			serves(stepped);
			assertThat(foreign.accepts()).isZero();
			foreign.close();
		}
	}

	@Test
	@DisplayName("S2-10 an event without an attachment is ignored as well")
	void noAttachment() throws IOException {
		try (Stepped stepped = Stepped.of(Servers.ECHO)) {
			SimListener foreign = register(stepped, null);
			serves(stepped);
			assertThat(foreign.accepts()).isZero();
			foreign.close();
		}
	}

	@Test
	@DisplayName("L20 S2-10 a source that fails is told so, with what it threw, and the others go on")
	void failingSource() throws IOException {
		try (Stepped stepped = Stepped.of(Servers.ECHO)) {
			Noting source = new Noting();
			SimListener foreign = register(stepped, source);
			serves(stepped);
			assertThat(source.failures).isNotEmpty()
				.allMatch((failure) -> String.valueOf(failure.getMessage()).equals("ready"));
			foreign.close();
		}
	}

	@Test
	@DisplayName("FE3 a source that fails even when it is told that its loop has died holds up neither the others nor the loop")
	void failsWhenLost() throws IOException {
		try (Stepped stepped = Stepped.of(Servers.ECHO)) {
			EventLoop loop = stepped.loops.get(0);
			loop.add(new Noting() {
				@Override
				void lost(Throwable failure) {
					throw new LinkageError("lost");
				}
			});
			SimPeer peer = stepped.connect();
			loop.die(new IllegalStateException("dies"));
			assertThat(peer.isReleased()).isTrue();
			assertThat(stepped.stats().closed(CloseReason.LOOP_DIED)).isEqualTo(1);
		}
	}

	/** Fails whenever it is ready, and notes what it is told. */
	private static class Noting extends Source {

		private final List<Throwable> failures = new ArrayList<>();

		@Override
		void register(Selector selector) {
		}

		@Override
		void ready(int operations) {
			throw new IllegalStateException("ready");
		}

		@Override
		void failed(Throwable failure) {
			this.failures.add(failure);
		}

		@Override
		void lost(Throwable failure) {
			this.failures.add(failure);
		}

	}

	/** Puts a key into the selector that stands for something else. */
	private static final class Foreign extends Source {

		private final SimListener channel;

		private final @Nullable Object attachment;

		Foreign(SimListener channel, @Nullable Object attachment) {
			this.channel = channel;
			this.attachment = attachment;
		}

		@Override
		void register(Selector selector) throws IOException {
			this.channel.register(selector, SelectionKey.OP_ACCEPT, this.attachment);
		}

		@Override
		void ready(int operations) {
			throw new AssertionError("It is not the attachment");
		}

		@Override
		void failed(Throwable failure) {
			throw new AssertionError("It is not the attachment", failure);
		}

		@Override
		void lost(Throwable failure) {
			throw new AssertionError("It is not the attachment", failure);
		}

	}

}
