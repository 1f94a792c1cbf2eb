package dev.leat.reactor;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Consumer;

import dev.leat.sim.SimPeer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A connection may be ended inside each of its callbacks.
 */
class EndInCallbackTests {

	@ParameterizedTest
	@EnumSource(names = { "OPEN", "DATA", "WRITE_COMPLETE", "WRITABLE", "INPUT_END", "IDLE", "DRAIN", "WRITE_LISTENER",
			"TASK", "TIMER" })
	@DisplayName("FE14 H7 X13 closing inside any callback ends the connection once, and nothing is called after onClose")
	void insideAnyCallback(Callback callback) {
		assertEndsOnce(callback, Connection::close);
	}

	@ParameterizedTest
	@EnumSource(names = { "OPEN", "DATA", "WRITE_COMPLETE", "WRITABLE", "INPUT_END", "IDLE", "DRAIN", "WRITE_LISTENER",
			"TASK", "TIMER" })
	@DisplayName("FE14 H7 X13 aborting inside any callback ends the connection once, with a reset")
	void abortInsideAnyCallback(Callback callback) {
		SimPeer peer = assertEndsOnce(callback, Connection::abort);
		assertThat(peer.gotReset()).isTrue();
	}

	private static SimPeer assertEndsOnce(Callback callback, Consumer<Connection> end) {
		Ending handler = new Ending(callback, end);
		try (Stepped stepped = Stepped.with(
				(config) -> config.idleTimeout(Duration.ofSeconds(5)).writeHighWaterMark(4).writeLowWaterMark(0),
				handler)) {
			SimPeer peer = stepped.connect();
			if (callback != Callback.OPEN) {
				provoke(callback, stepped, peer, handler);
			}
			peer.window(100).fin();
			stepped.step();
			assertThat(peer.isReleased()).isTrue();
			assertThat(handler.ended).isTrue();
			assertThat(handler.events.stream().filter((event) -> event.startsWith("close"))).hasSize(1);
			assertThat(handler.events).last().asString().startsWith("close");
			assertThat(stepped.server.connections().size()).isZero();
			return peer;
		}
	}

	private static void provoke(Callback callback, Stepped stepped, SimPeer peer, Ending handler) {
		switch (callback) {
			case DATA -> peer.send("data");
			case WRITE_COMPLETE -> stepped.task((connection) -> connection.write(Bytes.of("x")));
			case WRITABLE -> {
				peer.window(0);
				stepped.task((connection) -> connection.write(Bytes.of("above the mark")));
				peer.window(100);
			}
			case INPUT_END -> peer.fin();
			case IDLE -> stepped.advance(Duration.ofSeconds(5));
			case DRAIN -> stepped.server.drain(Duration.ofSeconds(5));
			case WRITE_LISTENER -> stepped.task((connection) -> connection.write(Bytes.of("x"),
					(where, bytes, failure) -> handler.at(Callback.WRITE_LISTENER, where)));
			case TASK -> stepped.task((connection) -> handler.at(Callback.TASK, connection));
			case TIMER ->
				stepped.connection().schedule(Duration.ZERO, () -> handler.at(Callback.TIMER, stepped.connection()));
			default -> throw new IllegalArgumentException(callback.name());
		}
		stepped.step();
	}

	/** Ends the connection in one callback. */
	private static final class Ending extends Recorder {

		private final Callback where;

		private final Consumer<Connection> end;

		boolean ended;

		Ending(Callback where, Consumer<Connection> end) {
			this.where = where;
			this.end = end;
		}

		void at(Callback callback, Connection connection) {
			if (callback == this.where) {
				assertThat(this.ended).isFalse();
				this.ended = true;
				this.end.accept(connection);
			}
		}

		@Override
		public void onOpen(Connection connection) throws Exception {
			super.onOpen(connection);
			at(Callback.OPEN, connection);
		}

		@Override
		public void onData(Connection connection, ByteBuffer data) throws Exception {
			super.onData(connection, data);
			at(Callback.DATA, connection);
		}

		@Override
		public void onWriteComplete(Connection connection) throws Exception {
			super.onWriteComplete(connection);
			at(Callback.WRITE_COMPLETE, connection);
		}

		@Override
		public void onWritable(Connection connection) throws Exception {
			super.onWritable(connection);
			at(Callback.WRITABLE, connection);
		}

		@Override
		public void onInputEnd(Connection connection) {
			at(Callback.INPUT_END, connection);
		}

		@Override
		public boolean onIdle(Connection connection) throws Exception {
			at(Callback.IDLE, connection);
			return true;
		}

		@Override
		public void onDrain(Connection connection, Duration remaining) {
			at(Callback.DRAIN, connection);
		}

		@Override
		public void onClose(Connection connection, CloseReason reason, @Nullable Throwable cause) {
			super.onClose(connection, reason, cause);
			connection.close();
			connection.abort();
		}

	}

}
