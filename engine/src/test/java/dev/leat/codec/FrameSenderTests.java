package dev.leat.codec;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import dev.leat.reactor.CloseReason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for sending frames, and for the callbacks that have none.
 */
class FrameSenderTests {

	private final FakeConnection connection = new FakeConnection();

	private <O> FrameSender<O> sender(FrameEncoder<? super O> encoder) {
		return new FrameSender<>(this.connection, encoder, 64);
	}

	@Test
	@DisplayName("S1-16 each frame is one write, in order")
	void oneWritePerFrame() {
		FrameSender<String> sender = sender((frame, out) -> out.put('<').put(frame, StandardCharsets.UTF_8).put('>'));
		sender.send("a");
		sender.send("bb");
		sender.send("c");
		assertThat(this.connection.writes()).containsExactly("<a>", "<bb>", "<c>");
	}

	@Test
	@DisplayName("FE1 an encoder that fails sends nothing, and the next frame is clean")
	void encoderFailure() {
		IOException failure = new IOException("no");
		FrameSender<String> sender = sender((frame, out) -> {
			out.put(frame, StandardCharsets.UTF_8);
			if (frame.equals("bad")) {
				throw failure;
			}
		});
		assertThatIllegalArgumentException().isThrownBy(() -> sender.send("bad")).withCause(failure);
		assertThat(this.connection.writes()).isEmpty();
		sender.send("good");
		assertThat(this.connection.writes()).containsExactly("good");
	}

	@Test
	@DisplayName("FE1 an error of the encoder passes, and the next frame is clean")
	void encoderError() {
		FrameSender<String> sender = sender((frame, out) -> {
			out.put(frame, StandardCharsets.UTF_8);
			if (frame.equals("bad")) {
				throw new StackOverflowError();
			}
		});
		assertThatExceptionOfType(StackOverflowError.class).isThrownBy(() -> sender.send("bad"));
		sender.send("good");
		assertThat(this.connection.writes()).containsExactly("good");
	}

	@Test
	@DisplayName("a send inside an encoder does not touch the frame around it")
	void reentrantSend() {
		FrameSender<String> inner = sender((frame, out) -> out.put(frame, StandardCharsets.UTF_8));
		FrameSender<String> outer = sender((frame, out) -> {
			out.put(frame, StandardCharsets.UTF_8);
			inner.send("inner");
			out.put('!');
		});
		outer.send("outer");
		outer.send("again");
		assertThat(this.connection.writes()).containsExactly("inner", "outer!", "inner", "again!");
	}

	@Test
	void anEmptyFrameIsWritten() {
		this.<String>sender((frame, out) -> {
		}).send("");
		assertThat(this.connection.writes()).containsExactly("");
	}

	@Test
	void aLargeFrameIsWrittenWhole() {
		FrameSender<byte[]> sender = sender((frame, out) -> out.put(frame));
		sender.send(new byte[1_000_000]);
		sender.send(new byte[] { 'x' });
		assertThat(this.connection.writes()).satisfiesExactly((large) -> assertThat(large).hasSize(1_000_000),
				(small) -> assertThat(small).isEqualTo("x"));
	}

	@Test
	@DisplayName("S3-16 every hook of a connection reaches the frame handler, with one frame connection")
	void hooks() throws Exception {
		Recorder recorder = new Recorder();
		this.connection.open(Framing.<String, String>of(() -> (in) -> take(in), (frame, out) -> {
		}).handler(recorder));
		this.connection.receive("x");
		this.connection.handler().onWriteComplete(this.connection);
		this.connection.handler().onWritable(this.connection);
		assertThat(this.connection.handler().onIdle(this.connection)).isTrue();
		this.connection.handler().onDrain(this.connection, Duration.ofSeconds(3));
		this.connection.endInput();
		this.connection.handler().onClose(this.connection, CloseReason.IDLE, null);
		assertThat(recorder.calls).containsExactly("open", "frame x", "write complete", "writable", "idle",
				"drain PT3S", "input end", "close IDLE");
		assertThat(recorder.connections).allSatisfy((each) -> assertThat(each).isSameAs(recorder.connections.get(0)));
		assertThat(recorder.connections.get(0).connection()).isSameAs(this.connection);
	}

	@Test
	@DisplayName("hooks that are not overridden do what a connection's do")
	void defaultHooks() throws Exception {
		this.connection.open(Framing.lines(StandardCharsets.UTF_8).handler((frames, line) -> {
		}));
		this.connection.handler().onWriteComplete(this.connection);
		this.connection.handler().onWritable(this.connection);
		assertThat(this.connection.handler().onIdle(this.connection)).isFalse();
		assertThat(this.connection.isOpen()).isTrue();
		this.connection.handler().onDrain(this.connection, Duration.ZERO);
		assertThat(this.connection.isOpen()).isFalse();
		this.connection.handler().onClose(this.connection, CloseReason.DRAIN, null);
	}

	private static @Nullable String take(ByteBuffer in) {
		return in.hasRemaining() ? String.valueOf((char) in.get()) : null;
	}

	/**
	 * Notes what it is called for.
	 */
	private static final class Recorder implements FrameHandler<String, String> {

		private final List<String> calls = new ArrayList<>();

		private final List<FrameConnection<String>> connections = new ArrayList<>();

		private void note(FrameConnection<String> connection, String call) {
			this.connections.add(connection);
			this.calls.add(call);
		}

		@Override
		public void onFrame(FrameConnection<String> connection, String frame) {
			note(connection, "frame " + frame);
		}

		@Override
		public void onOpen(FrameConnection<String> connection) {
			note(connection, "open");
		}

		@Override
		public void onWriteComplete(FrameConnection<String> connection) {
			note(connection, "write complete");
		}

		@Override
		public void onWritable(FrameConnection<String> connection) {
			note(connection, "writable");
		}

		@Override
		public void onInputEnd(FrameConnection<String> connection) {
			note(connection, "input end");
		}

		@Override
		public boolean onIdle(FrameConnection<String> connection) {
			note(connection, "idle");
			return true;
		}

		@Override
		public void onDrain(FrameConnection<String> connection, Duration remaining) {
			note(connection, "drain " + remaining);
		}

		@Override
		public void onClose(FrameConnection<String> connection, CloseReason reason, @Nullable Throwable cause) {
			note(connection, "close " + reason);
		}

	}

}
