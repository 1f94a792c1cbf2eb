package dev.leat.reactor;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;

import dev.leat.sim.SimPeer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What user code calls inside a callback never calls user code of the same connection
 * before it returns.
 */
class ReentrancyTests {

	static Stream<Arguments> calls() {
		return Stream.of(call("write", (connection) -> connection.write(Bytes.of("x"))),
				call("two writes of which the second overflows", ReentrancyTests::overflow),
				call("pause and resume", ReentrancyTests::pauseAndResume),
				call("shut down", Connection::shutdownOutput), call("close", Connection::close),
				call("abort", Connection::abort),
				call("timer", (connection) -> connection.schedule(Duration.ZERO, () -> {
				})));
	}

	private static Arguments call(String name, Consumer<Connection> call) {
		return Arguments.of(name, call);
	}

	private static void overflow(Connection connection) {
		connection.write(ByteBuffer.allocate(20));
		connection.write(ByteBuffer.allocate(1000));
	}

	private static void pauseAndResume(Connection connection) {
		connection.pauseReading();
		connection.resumeReading();
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("calls")
	@DisplayName("FE14 inside every callback, of this connection or another's, no other callback begins")
	void neverNested(String name, Consumer<Connection> call) {
		Nested handler = new Nested(call);
		try (Stepped stepped = Stepped
			.with((config) -> config.writeHighWaterMark(4).writeLowWaterMark(0).writeMaxPending(100), handler)) {
			SimPeer first = stepped.connect().window(3);
			SimPeer second = stepped.connect();
			first.send("data");
			second.send("data");
			stepped.turn();
			first.window(1000).send("more").fin();
			second.reset();
			stepped.step();
			assertThat(handler.calls).isGreaterThan(3);
			assertThat(handler.nested).isZero();
			assertThat(handler.closes).as("each told its end once").isEqualTo(2);
		}
	}

	/** Calls in each callback, and counts callbacks that begin meanwhile. */
	private static final class Nested implements ConnectionHandler, WriteListener {

		private final Consumer<Connection> call;

		private boolean inside;

		int calls;

		int nested;

		int closes;

		Nested(Consumer<Connection> call) {
			this.call = call;
		}

		private void at(Connection connection) {
			this.calls++;
			this.nested += this.inside ? 1 : 0;
			this.inside = true;
			try {
				connection.write(Bytes.of("told"), this);
				this.call.accept(connection);
			}
			finally {
				this.inside = false;
			}
		}

		@Override
		public void onOpen(Connection connection) {
			at(connection);
		}

		@Override
		public void onData(Connection connection, ByteBuffer data) {
			at(connection);
			data.position(data.limit());
		}

		@Override
		public void onWriteComplete(Connection connection) {
			once(connection);
		}

		@Override
		public void onWritable(Connection connection) {
			once(connection);
		}

		@Override
		public void onInputEnd(Connection connection) {
			at(connection);
			connection.close();
		}

		@Override
		public void done(Connection connection, long bytes, @Nullable Throwable failure) {
			once(connection);
		}

		/** What a write brings about must not write for ever. */
		private void once(Connection connection) {
			if (this.calls < 50) {
				at(connection);
			}
			else {
				this.nested += this.inside ? 1 : 0;
			}
		}

		@Override
		public void onClose(Connection connection, CloseReason reason, @Nullable Throwable cause) {
			this.closes++;
			at(connection);
		}

	}

}
