package dev.leat.reactor;

import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import dev.leat.sim.SimPeer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A write that comes too late never throws and is never lost in silence.
 */
class ClosedWriteTests {

	private final Recorder handler = new Recorder();

	private final ToldOutcomes outcomes = new ToldOutcomes();

	private final Stepped stepped = Stepped.of(this.handler);

	private final SimPeer peer = this.stepped.connect();

	private final NioConnection connection = this.stepped.connection();

	private void write(boolean onLoop, ByteBuffer source) {
		if (onLoop) {
			this.connection.write(source, this.outcomes.of("late"));
		}
		else {
			Stepped.elsewhere(() -> this.connection.write(source, this.outcomes.of("late")));
		}
	}

	private void assertRefused(boolean onLoop) {
		ByteBuffer source = Bytes.of("late");
		write(onLoop, source);
		assertThat(source.hasRemaining()).isFalse();
		assertThat(this.outcomes.told()).isEmpty();
		this.stepped.step();
		assertThat(this.outcomes.told()).containsExactly("late:0 ClosedChannelException");
		assertThat(this.peer.text()).doesNotContain("late");
		assertThat(this.connection.pendingWriteBytes()).isZero();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	@DisplayName("X17 a write after close is refused, its buffer consumed and its listener told")
	void afterClose(boolean onLoop) {
		this.stepped.task(NioConnection::close);
		assertRefused(onLoop);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	@DisplayName("FE14 X17 a write after the end is refused the same way, although nothing is left of the connection")
	void afterTheEnd(boolean onLoop) {
		this.stepped.task(NioConnection::abort);
		assertThat(this.handler.closed).isCompleted();
		assertRefused(onLoop);
		assertThat(this.stepped.group.bufferStats().used()).isZero();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	@DisplayName("H2 a write after shutdownOutput is refused, and the connection stays")
	void afterShutdownOutput(boolean onLoop) {
		this.stepped.task(NioConnection::shutdownOutput);
		assertRefused(onLoop);
		assertThat(this.connection.isOpen()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	@DisplayName("H2 after shutdownOutput a write of any size is refused for that, and overflows nothing")
	void largeAfterShutdownOutput(boolean onLoop) {
		this.stepped.task(NioConnection::shutdownOutput);
		write(onLoop, ByteBuffer.allocate(9 * 1024 * 1024));
		this.stepped.step();
		assertThat(this.outcomes.told()).containsExactly("late:0 ClosedChannelException");
		assertThat(this.connection.isOpen()).isTrue();
	}

	@Test
	@DisplayName("X17 a late write is told after those that still were on their way")
	void inItsTurn() {
		this.peer.window(0);
		this.stepped.task((connection) -> {
			connection.write(Bytes.of("in time"), this.outcomes.of("in time"));
			connection.close();
			connection.write(Bytes.of("late"), this.outcomes.of("late"));
		});
		assertThat(this.outcomes.told()).isEmpty();
		this.peer.window(100);
		this.stepped.step();
		assertThat(this.outcomes.told()).containsExactly("in time:7", "late:0 ClosedChannelException");
		assertThat(this.peer.text()).isEqualTo("in time");
		assertThat(this.peer.gotFin()).isTrue();
	}

	@Test
	@DisplayName("X17 without a listener a late write does nothing, large or small")
	void withoutListener() {
		this.stepped.task((connection) -> {
			connection.close();
			connection.write(Bytes.of("late"));
			connection.write(ByteBuffer.allocate(100_000_000));
		});
		assertThat(this.peer.received()).isEmpty();
		assertThat(this.handler.cause).isNull();
	}

	@Test
	@DisplayName("S1-11 X17 the future of a late write fails with ClosedChannelException")
	void future() {
		this.stepped.task(NioConnection::abort);
		CompletableFuture<Long> future = this.connection.writeAsync(Bytes.of("late"));
		this.stepped.step();
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(future::get)
			.withCauseInstanceOf(ClosedChannelException.class);
	}

	@Test
	@DisplayName("FE14 X17 H7 a write inside onClose is refused and told, once")
	void insideOnClose() {
		List<Connection> ended = new ArrayList<>();
		try (Stepped other = Stepped.of(new Recorder() {
			@Override
			public void onClose(Connection connection, CloseReason reason, @Nullable Throwable cause) {
				ended.add(connection);
				connection.write(Bytes.of("too late"), ClosedWriteTests.this.outcomes.of("late"));
			}
		})) {
			other.connect().reset();
			other.step();
			assertThat(ended).hasSize(1);
			assertThat(this.outcomes.told()).containsExactly("late:0 ClosedChannelException");
		}
	}

	@Test
	@DisplayName("FE13 X17 a write of another thread that was taken just before the end is told of it")
	void overtakenByTheEnd() {
		Stepped.elsewhere(() -> this.connection.write(Bytes.of("late"), this.outcomes.of("late")));
		this.peer.reset();
		this.stepped.step();
		assertThat(this.outcomes.told()).containsExactly("late:0 ClosedChannelException");
		assertThat(this.connection.pendingWriteBytes()).isZero();
	}

	@Test
	@DisplayName("X17 also after the loop itself has ended a listener is told, once")
	void afterTheLoop() throws Exception {
		this.stepped.close();
		CompletableFuture<Long> future = this.connection.writeAsync(Bytes.of("late"));
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> future.get(30, TimeUnit.SECONDS))
			.withCauseInstanceOf(ClosedChannelException.class);
	}

	@AfterEach
	void close() {
		this.stepped.close();
	}

}
