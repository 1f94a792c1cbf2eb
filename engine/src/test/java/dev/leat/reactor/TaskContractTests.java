package dev.leat.reactor;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

import ch.qos.logback.classic.Level;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Contract: user code runs on the loop, in order, and its failures end its own connection
 * only.
 */
class TaskContractTests extends ConnectionContract {

	@Test
	@DisplayName("W6 X16 what one thread asks of a connection happens in the order of its calls")
	void order() throws Exception {
		List<String> ran = Collections.synchronizedList(new ArrayList<>());
		start();
		Peer peer = connect();
		elsewhere((connection) -> {
			connection.execute(() -> {
				ran.add("task");
				connection.write(Bytes.of("2"));
				connection.execute(() -> ran.add("task of a task"));
			});
			connection.write(Bytes.of("3"));
			connection.execute(() -> ran.add("last"));
			connection.close();
			connection.write(Bytes.of("never"));
		});
		assertThat(peer.readAllText()).isEqualTo("23");
		world().until(() -> ran.size() == 3);
		assertThat(ran).containsExactlyInAnyOrder("task", "last", "task of a task").startsWith("task");
	}

	@Test
	@DisplayName("T13 W6 X17 after the end nothing can be executed or scheduled")
	void afterTheEnd() throws Exception {
		start();
		connect();
		elsewhere(Connection::abort);
		awaitClosed();
		elsewhere((connection) -> {
			assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> connection.execute(() -> {
			}));
			assertThatExceptionOfType(RejectedExecutionException.class)
				.isThrownBy(() -> connection.schedule(Duration.ZERO, () -> {
				}));
		});
	}

	@ParameterizedTest
	@EnumSource(names = { "OPEN", "DATA", "WRITE_COMPLETE", "WRITABLE", "INPUT_END", "IDLE", "DRAIN", "WRITE_LISTENER",
			"TASK", "TIMER" })
	@DisplayName("FE1 S5-11 A12 H7 whatever callback throws, its connection ends once with HANDLER_ERROR and the others live")
	void throwing(Callback callback) throws Exception {
		try (Logs logs = Logs.of(LeatServer.class, Level.ERROR)) {
			assertEnds(callback);
			assertThat(logs.lines()).isNotEmpty();
		}
	}

	private void assertEnds(Callback callback) throws Exception {
		Throwing throwing = new Throwing(callback);
		start((config) -> config.idleTimeout(Duration.ofMinutes(1)).writeHighWaterMark(1000).writeLowWaterMark(0),
				throwing);
		Peer peer = world().connect();
		world().until(() -> throwing.opened.isDone());
		provoke(callback, peer, throwing);
		world().until(() -> server().stats().handlerErrors(callback) == 1);
		peer.fin();
		world().until(throwing.closed::isDone);
		assertThat(throwing.closed).isCompletedWithValue(CloseReason.HANDLER_ERROR);
		assertThat(throwing.cause).hasMessage("boom");
		if (callback != Callback.DRAIN) {
			throwing.calm = true;
			connect().send("served");
			world().until(() -> throwing.text().endsWith("served"));
		}
	}

	@Test
	@DisplayName("S5-11 H7 a factory that throws costs its connection only")
	void throwingFactory() throws Exception {
		AtomicInteger made = new AtomicInteger();
		try (Logs logs = Logs.of(LeatServer.class, Level.ERROR)) {
			start((config) -> {
			}, (connection) -> {
				if (made.incrementAndGet() == 1) {
					throw new IllegalStateException("boom");
				}
				return this.handler;
			});
			assertThat(world().connect().readAll()).isEmpty();
			connect().send("served").fin();
			assertThat(awaitClosed()).isEqualTo(CloseReason.PEER_CLOSED);
			assertThat(logs.lines()).hasSize(1);
		}
		assertThat(this.handler.events).containsExactly("open", "data", "input-end", "close PEER_CLOSED");
	}

	@Test
	@DisplayName("S5-11 H7 an onClose that throws changes nothing: the connection is released with its reason")
	void throwingOnClose() throws Exception {
		try (Logs logs = Logs.of(LeatServer.class, Level.ERROR)) {
			start(new Recorder() {
				@Override
				public void onClose(Connection connection, CloseReason reason, @Nullable Throwable cause) {
					throw new IllegalStateException("boom");
				}
			});
			connect().fin();
			world().until(() -> logs.lines().size() == 1);
			world().until(() -> server().stats().connections() == 0);
			assertThat(server().stats().closed(CloseReason.PEER_CLOSED)).isEqualTo(1);
		}
	}

	private void provoke(Callback callback, Peer peer, Throwing throwing) throws Exception {
		switch (callback) {
			case OPEN -> {
			}
			case DATA -> peer.send("data");
			case INPUT_END -> peer.fin();
			case WRITE_COMPLETE -> elsewhere((connection) -> connection.write(Bytes.of("x")));
			case WRITABLE -> {
				elsewhere((connection) -> connection.write(ByteBuffer.allocate(Peer.MORE_THAN_FITS)));
				peer.read(Peer.MORE_THAN_FITS);
			}
			case IDLE -> world().advance(Duration.ofMinutes(1));
			case DRAIN -> server().drain(Duration.ofSeconds(5));
			case WRITE_LISTENER -> elsewhere((connection) -> connection.write(Bytes.of("x"),
					(where, bytes, failure) -> throwing.at(Callback.WRITE_LISTENER)));
			case TASK -> connection().execute(() -> throwing.at(Callback.TASK));
			case TIMER -> connection().schedule(Duration.ZERO, () -> throwing.at(Callback.TIMER));
			default -> throw new IllegalArgumentException(callback.name());
		}
	}

	/** Throws in one callback. */
	private static final class Throwing extends Recorder {

		private final Callback where;

		volatile boolean calm;

		Throwing(Callback where) {
			this.where = where;
		}

		void at(Callback callback) {
			if (callback == this.where && !this.calm) {
				throw new IllegalStateException("boom");
			}
		}

		@Override
		public void onOpen(Connection connection) throws Exception {
			super.onOpen(connection);
			at(Callback.OPEN);
		}

		@Override
		public void onData(Connection connection, ByteBuffer data) throws Exception {
			super.onData(connection, data);
			at(Callback.DATA);
		}

		@Override
		public void onWriteComplete(Connection connection) {
			at(Callback.WRITE_COMPLETE);
		}

		@Override
		public void onWritable(Connection connection) {
			at(Callback.WRITABLE);
		}

		@Override
		public void onInputEnd(Connection connection) {
			at(Callback.INPUT_END);
			connection.close();
		}

		@Override
		public boolean onIdle(Connection connection) {
			at(Callback.IDLE);
			return true;
		}

		@Override
		public void onDrain(Connection connection, Duration remaining) {
			at(Callback.DRAIN);
		}

	}

}
