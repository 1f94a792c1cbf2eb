package dev.leat.reactor;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Contract: answers that are owed, and a drain that waits for them.
 */
class AnswerContractTests extends ConnectionContract {

	private final List<Answer> owed = new CopyOnWriteArrayList<>();

	/** Owes an answer for each byte, three at most. */
	private final Recorder owing = new Recorder() {
		@Override
		public void onData(Connection connection, ByteBuffer data) {
			while (data.hasRemaining() && !connection.isReadingPaused()) {
				data.get();
				AnswerContractTests.this.owed.add(connection.defer(3));
			}
		}
	};

	private void answer(int index, String text) {
		Stepped.elsewhere(() -> this.owed.get(index).send(Bytes.of(text)));
	}

	@Test
	@DisplayName("S1-3 answers of other threads leave in the order of the questions, whichever is given first")
	void order() throws Exception {
		start(this.owing);
		Peer peer = connect().send("abc");
		world().until(() -> this.owed.size() == 3);
		answer(2, "C");
		answer(1, "B");
		elsewhere((connection) -> connection.write(Bytes.of("plain")));
		assertThat(peer.readText(5)).isEqualTo("plain");
		answer(0, "A");
		assertThat(peer.readText(3)).isEqualTo("ABC");
	}

	@Test
	@DisplayName("R15 reading waits while as many answers are owed as may be")
	void limit() throws Exception {
		start(this.owing);
		Peer peer = connect().send("abcde");
		world().until(() -> connection().isReadingPaused());
		assertThat(this.owed).hasSize(3);
		answer(0, "A");
		world().until(() -> this.owed.size() == 4);
		answer(1, "B");
		answer(2, "C");
		answer(3, "D");
		world().until(() -> this.owed.size() == 5);
		answer(4, "E");
		assertThat(peer.readText(5)).isEqualTo("ABCDE");
	}

	@Test
	@DisplayName("R4 H5 a peer that ends its side gets what it is owed, then the end")
	void fin() throws Exception {
		start(this.owing);
		Peer peer = connect().send("ab").fin();
		world().until(() -> this.owing.events.contains("input-end"));
		answer(1, "B");
		answer(0, "A");
		assertThat(peer.readAllText()).isEqualTo("AB");
		world().until(this.owing.closed::isDone);
		assertThat(this.owing.events).containsOnlyOnce("close PEER_CLOSED").endsWith("close PEER_CLOSED");
	}

	@Test
	@DisplayName("H7 a drain tells the handler, sends what is owed and pending, and ends with DRAIN")
	void drain() throws Exception {
		start(this.owing);
		Peer peer = connect().send("a");
		world().until(() -> this.owed.size() == 1);
		elsewhere((connection) -> connection.write(ByteBuffer.allocate(Peer.MORE_THAN_FITS)));
		CompletableFuture<DrainResult> drained = server().drain(Duration.ofSeconds(5)).toCompletableFuture();
		answer(0, "A");
		world().until(() -> this.owing.events.contains("drain"));
		world().advance(Duration.ofMillis(20));
		assertThat(peer.readAll()).hasSize(Peer.MORE_THAN_FITS + 1).endsWith('A');
		peer.fin();
		world().until(drained::isDone);
		assertThat(drained).isCompletedWithValue(new DrainResult(1, 0));
		assertThat(this.owing.events).contains("drain").endsWith("close DRAIN");
	}

	@Test
	@DisplayName("H7 what does not end in a drain's grace period ends with STOP")
	void drainEnds() throws Exception {
		start((config) -> config.idleTimeout(Duration.ZERO), new Recorder() {
			@Override
			public void onDrain(Connection connection, Duration remaining) {
				this.events.add("drain");
			}
		});
		connect();
		CompletableFuture<DrainResult> drained = server().drain(Duration.ofSeconds(5)).toCompletableFuture();
		onLoop((connection) -> assertThat(connection.isOpen()).isTrue());
		// the grace period begins when the listener has closed, on its loop
		world().until(() -> {
			world().advance(Duration.ofSeconds(5));
			return drained.isDone();
		});
		assertThat(drained).isCompletedWithValue(new DrainResult(0, 1));
		assertThat(server().stats().closed(CloseReason.STOP)).isEqualTo(1);
	}

}
