package dev.leat.reactor;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import dev.leat.sim.SimPeer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code closed()} tells the end to those who are not the handler.
 */
class ClosedFutureTests {

	private final Recorder handler = new Recorder() {
		@Override
		public void onClose(Connection connection, CloseReason reason, @Nullable Throwable cause) {
			connection.closed().thenAccept((each) -> this.events.add("from inside"));
			super.onClose(connection, reason, cause);
		}
	};

	private final Stepped stepped = Stepped.of(this.handler);

	private final SimPeer peer = this.stepped.connect();

	private final NioConnection connection = this.stepped.connection();

	@Test
	@DisplayName("H7 it completes with the reason, after onClose, on the loop, also where it was asked for inside onClose")
	void afterOnClose() {
		this.connection.closed().thenAccept((reason) -> {
			assertThat(this.connection.loop().inLoop()).isTrue();
			this.handler.events.add("told " + reason);
		});
		this.peer.reset();
		this.stepped.step();
		assertThat(this.handler.events).containsExactlyInAnyOrder("open", "close PEER_RESET", "told PEER_RESET",
				"from inside");
		assertThat(this.handler.events.subList(0, 2)).containsExactly("open", "close PEER_RESET");
	}

	@Test
	@DisplayName("H7 it is not complete while the connection flushes or lingers")
	void notBeforeTheEnd() {
		CompletableFuture<CloseReason> closed = this.connection.closed().toCompletableFuture();
		this.stepped.task(NioConnection::close);
		assertThat(closed).isNotDone();
		this.peer.fin();
		this.stepped.step();
		assertThat(closed).isCompletedWithValue(CloseReason.LOCAL);
	}

	@Test
	@DisplayName("H7 asked for after the end, it completes all the same")
	void askedLate() {
		this.stepped.task(NioConnection::abort);
		assertThat(this.connection.closed().toCompletableFuture()).isCompletedWithValue(CloseReason.LOCAL);
		CompletableFuture<CloseReason> elsewhere = new CompletableFuture<>();
		Stepped.elsewhere(() -> this.connection.closed().thenAccept(elsewhere::complete));
		this.stepped.step();
		assertThat(elsewhere).isCompletedWithValue(CloseReason.LOCAL);
	}

	@Test
	@DisplayName("H7 asked for after its loop has ended, it completes all the same")
	void askedAfterTheLoop() throws Exception {
		this.stepped.close();
		CompletableFuture<CloseReason> closed = this.connection.closed().toCompletableFuture();
		assertThat(closed.get(30, TimeUnit.SECONDS)).isEqualTo(CloseReason.STOP);
	}

	@Test
	@DisplayName("H7 nobody but the engine can complete it")
	void notForOthers() {
		this.connection.closed().toCompletableFuture().complete(CloseReason.OPERATOR);
		assertThat(this.connection.closed().toCompletableFuture()).isNotDone();
		this.peer.fin();
		this.stepped.step();
		assertThat(this.connection.closed().toCompletableFuture()).isCompletedWithValue(CloseReason.PEER_CLOSED);
	}

	@Test
	@DisplayName("H7 whoever waits may throw; the connection is released and the loop lives")
	void dependentThrows() {
		this.connection.closed().thenAccept((reason) -> {
			throw new IllegalStateException("boom");
		});
		this.stepped.task(NioConnection::abort);
		assertThat(this.peer.isReleased()).isTrue();
		assertThat(this.stepped.connect().isReleased()).isFalse();
	}

	@AfterEach
	void close() {
		this.stepped.close();
	}

}
