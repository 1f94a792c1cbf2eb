package dev.leat.reactor;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.leat.sim.SimPeer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Answers that are given later leave in the order of what they answer.
 */
class OwedAnswerTests {

	private final List<Answer> owed = new ArrayList<>();

	private final Deferring handler = new Deferring();

	/** Owes one answer for each byte. */
	private final class Deferring extends Recorder {

		@Override
		public void onData(Connection connection, ByteBuffer data) {
			while (data.hasRemaining() && !connection.isReadingPaused()) {
				data.get();
				OwedAnswerTests.this.owed.add(connection.defer(3));
			}
		}

	}

	private static ByteBuffer bytes(String text) {
		return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
	}

	@Test
	@DisplayName("answers given out of order leave in order")
	void order() {
		try (Stepped stepped = Stepped.of(this.handler)) {
			SimPeer peer = stepped.connect().send("abc");
			stepped.step();
			this.owed.get(2).send(bytes("C"));
			this.owed.get(1).send(bytes("B"));
			stepped.step();
			assertThat(peer.text()).isEmpty();
			assertThat(stepped.stats().answersPending()).isEqualTo(3);
			assertThat(stepped.server.stats().pendingWriteBytes()).isEqualTo(2);
			this.owed.get(0).send(bytes("A"));
			stepped.step();
			assertThat(peer.text()).isEqualTo("ABC");
			assertThat(stepped.stats().answersPending()).isZero();
			assertThat(stepped.stats().answers()).isEqualTo(3);
			assertThat(stepped.server.stats().pendingWriteBytes()).isZero();
		}
	}

	@Test
	@DisplayName("reading pauses while as many answers are owed as may be, and what was left comes again")
	void limit() {
		try (Stepped stepped = Stepped.of(this.handler)) {
			stepped.connect().send("abcde");
			stepped.step();
			assertThat(this.owed).hasSize(3);
			assertThat(stepped.stats().paused(PauseReason.ANSWERS)).isEqualTo(1);
			this.owed.get(0).send(bytes("A"));
			stepped.step();
			assertThat(this.owed).hasSize(4);
			this.owed.get(1).skip();
			this.owed.get(2).skip();
			this.owed.get(3).skip();
			stepped.step();
			assertThat(this.owed).hasSize(5);
			assertThat(stepped.stats().paused(PauseReason.ANSWERS)).isZero();
		}
	}

	@Test
	@DisplayName("a close waits half-close-timeout for answers and no longer")
	void neverGiven() {
		try (Stepped stepped = Stepped.with((config) -> config.halfCloseTimeout(Duration.ofSeconds(7)), this.handler)) {
			SimPeer peer = stepped.connect().send("a").fin();
			stepped.step().advance(Duration.ofMillis(6999));
			assertThat(peer.isReleased()).isFalse();
			stepped.advance(Duration.ofMillis(1));
			assertThat(peer.isReleased()).isTrue();
			assertThat(stepped.stats().answersPending()).isZero();
			this.owed.get(0).send(bytes("late"));
			stepped.step();
			assertThat(peer.text()).isEmpty();
		}
	}

	@Test
	@DisplayName("a failed answer closes after those before it and drops those behind it")
	void failed() {
		try (Stepped stepped = Stepped.of(this.handler)) {
			SimPeer peer = stepped.connect().send("abc");
			stepped.step();
			this.owed.get(2).send(bytes("C"));
			this.owed.get(1).fail(new IllegalArgumentException("no such device"));
			stepped.step();
			assertThat(this.handler.events).containsExactly("open");
			this.owed.get(0).send(bytes("A"));
			stepped.step();
			peer.fin();
			stepped.step();
			assertThat(peer.text()).isEqualTo("A");
			assertThat(this.handler.events).endsWith("close HANDLER_ERROR");
			assertThat(this.handler.cause).hasMessage("no such device");
			assertThat(stepped.stats().handlerErrors(Callback.ANSWER)).isEqualTo(1);
			assertThat(stepped.stats().answersPending()).isZero();
		}
	}

	@Test
	@DisplayName("an answer is given once")
	void once() {
		try (Stepped stepped = Stepped.of(this.handler)) {
			stepped.connect().send("a");
			stepped.step();
			this.owed.get(0).skip();
			assertThatIllegalStateException().isThrownBy(() -> this.owed.get(0).send(bytes("A")))
				.withMessageContaining("given already");
		}
	}

	@Test
	@DisplayName("waiting answers count against write.max-pending: close aborts")
	void overflowCloses() {
		try (Stepped stepped = Stepped.with((config) -> config.writeMaxPending(4), this.handler)) {
			SimPeer peer = stepped.connect().send("ab");
			stepped.step();
			this.owed.get(1).send(bytes("12345"));
			stepped.step();
			assertThat(peer.gotReset()).isTrue();
			assertThat(this.handler.events).endsWith("close WRITE_OVERFLOW");
		}
	}

	@Test
	@DisplayName("waiting answers count against write.max-pending: fail throws and the answer stays owed")
	void overflowFails() {
		try (Stepped stepped = Stepped
			.with((config) -> config.writeMaxPending(4).writeOverflow(ServerConfig.WriteOverflow.FAIL), this.handler)) {
			SimPeer peer = stepped.connect().send("a");
			stepped.step();
			ByteBuffer tooLong = bytes("12345");
			assertThatExceptionOfType(WriteOverflowException.class).isThrownBy(() -> this.owed.get(0).send(tooLong));
			assertThat(tooLong.position()).isZero();
			this.owed.get(0).send(bytes("1234"));
			stepped.step();
			assertThat(peer.text()).isEqualTo("1234");
		}
	}

	@Test
	@DisplayName("deferring is for the loop's thread and for an open connection")
	void wrongPlace() {
		try (Stepped stepped = Stepped.of(this.handler)) {
			stepped.connect();
			NioConnection connection = stepped.connection();
			Stepped.elsewhere(() -> assertThatIllegalStateException().isThrownBy(() -> connection.defer(1)));
			connection.close();
			assertThatIllegalStateException().isThrownBy(() -> connection.defer(1)).withMessageContaining("closed");
		}
	}

	@Test
	@DisplayName("the time from deferral to the turn is summed")
	void time() {
		try (Stepped stepped = Stepped.of(this.handler)) {
			stepped.connect().send("a");
			stepped.step();
			stepped.clock.advance(Duration.ofMillis(250));
			this.owed.get(0).send(bytes("A"));
			stepped.step();
			assertThat(stepped.stats().answerNanos()).isEqualTo(Duration.ofMillis(250).toNanos());
		}
	}

}
