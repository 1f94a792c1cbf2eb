package dev.leat.codec;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import dev.leat.reactor.HandlerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

/**
 * Tests for {@link Framing#handlerPerConnection}.
 */
class HandlerPerConnectionTests {

	private static final Framing<String, String> LINES = Framing.lines(StandardCharsets.UTF_8);

	/** Numbers the lines of its connection. */
	private static final class Numbering implements FrameHandler<String, String> {

		private int lines;

		@Override
		public void onFrame(FrameConnection<String> connection, String frame) {
			connection.send(++this.lines + " " + frame);
		}

	}

	@Test
	@DisplayName("each connection has a handler of its own, which keeps its fields")
	void stateInFields() throws Exception {
		HandlerFactory factory = LINES.handlerPerConnection(Numbering::new);
		FakeConnection one = new FakeConnection().open(factory);
		FakeConnection two = new FakeConnection().open(factory);
		one.receive("a\nb\n");
		two.receive("c\n");
		one.receive("d\n");
		assertThat(one.writes()).containsExactly("1 a\n", "2 b\n", "3 d\n");
		assertThat(two.writes()).containsExactly("1 c\n");
	}

	@Test
	@DisplayName("a handler can be made with its connection, which is the one that its methods get")
	void madeWithItsConnection() throws Exception {
		List<FrameConnection<String>> seen = new ArrayList<>();
		FakeConnection connection = new FakeConnection().open(LINES.handlerPerConnection((made) -> {
			seen.add(made);
			return (frames, line) -> seen.add(frames);
		}));
		connection.receive("a\n");
		assertThat(seen).hasSize(2).allSatisfy((each) -> assertThat(each).isSameAs(seen.get(0)));
		assertThat(seen.get(0).connection()).isSameAs(connection);
	}

	@Test
	@DisplayName("a handler of something more general will do")
	void generalHandler() throws Exception {
		List<Object> seen = new ArrayList<>();
		FrameHandler<Object, String> general = (frames, frame) -> seen.add(frame);
		Supplier<FrameHandler<Object, String>> supplier = () -> general;
		new FakeConnection().open(LINES.handlerPerConnection(supplier)).receive("a\n");
		new FakeConnection().open(LINES.handler(general)).receive("b\n");
		assertThat(seen).containsExactly("a", "b");
	}

	@Test
	@DisplayName("FE1 what making a handler throws passes untouched, no handler at all is said at once")
	void failures() {
		IllegalStateException failure = new IllegalStateException("mine");
		assertThatIllegalStateException().isThrownBy(() -> new FakeConnection().open(LINES.handlerPerConnection(() -> {
			throw failure;
		}))).isSameAs(failure);
		assertThatNullPointerException()
			.isThrownBy(() -> new FakeConnection().open(LINES.handlerPerConnection(() -> null)))
			.withMessageContaining("handler");
	}

}
