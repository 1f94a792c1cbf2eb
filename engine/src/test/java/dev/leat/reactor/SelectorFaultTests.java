package dev.leat.reactor;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import ch.qos.logback.classic.Level;
import dev.leat.sim.SimPeer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A selector that is broken is replaced, and nobody notices.
 */
class SelectorFaultTests {

	private static LoopStats loop(Stepped stepped) {
		return stepped.group.loopStats().get(0);
	}

	/** Turns once, as a loop does that would wait for ever. */
	private static void waitOnce(Stepped stepped) {
		try {
			stepped.loops.get(0).turn(Nanos.FOREVER);
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

	@Test
	@DisplayName("FE5 after 512 early returns in a row the selector is replaced, and connections and listener go on")
	void earlyReturns() {
		try (Logs logs = Logs.of(Selection.class, Level.WARN); Stepped stepped = Stepped.of(Servers.ECHO)) {
			SimPeer peer = stepped.connect();
			var before = stepped.listener().selector();
			for (int i = 0; i < Selection.MANY_EARLY - 1; i++) {
				waitOnce(stepped);
			}
			assertThat(loop(stepped).selectorRebuilds()).isZero();
			waitOnce(stepped);
			assertThat(loop(stepped).selectorRebuilds()).isEqualTo(1);
			assertThat(stepped.listener().selector()).isNotSameAs(before);
			assertThat(before.isOpen()).isFalse();
			peer.send("still here");
			assertThat(stepped.connect().send("new").isReleased()).isFalse();
			stepped.step();
			assertThat(peer.text()).isEqualTo("still here");
			assertThat(logs.lines()).singleElement().asString().contains("returned early 512 times");
		}
	}

	@Test
	@DisplayName("FE5 a selector is replaced once a second at most")
	void onceASecond() {
		try (Logs logs = Logs.of(Selection.class, Level.WARN); Stepped stepped = Stepped.of(Servers.ECHO)) {
			for (int i = 0; i < 10 * Selection.MANY_EARLY; i++) {
				waitOnce(stepped);
			}
			assertThat(loop(stepped).selectorRebuilds()).isEqualTo(1);
			stepped.clock.advance(Duration.ofSeconds(1));
			waitOnce(stepped);
			assertThat(loop(stepped).selectorRebuilds()).isEqualTo(2);
			assertThat(logs.lines()).hasSize(2);
		}
	}

	@Test
	@DisplayName("FE5 a return with a reason is not early: something ready, mail, a timer, an interrupt")
	void reasons() {
		try (Stepped stepped = Stepped.of(Servers.ECHO)) {
			SimPeer peer = stepped.connect();
			for (int i = 0; i < 2 * Selection.MANY_EARLY; i++) {
				if (i % 4 == 0) {
					peer.send("x");
				}
				else if (i % 4 == 1) {
					stepped.network.whileSelecting(() -> Stepped.elsewhere(() -> stepped.connection().pauseReading()));
				}
				else if (i % 4 == 2) {
					stepped.connection().schedule(Duration.ZERO, () -> stepped.connection().resumeReading());
				}
				else {
					Thread.currentThread().interrupt();
				}
				waitOnce(stepped);
			}
			assertThat(Thread.interrupted()).as("cleared by the loop").isFalse();
			assertThat(loop(stepped).selectorRebuilds()).isZero();
		}
	}

	@Test
	@DisplayName("FE6 a selector that fails is replaced at once, whatever it fails with")
	void failingSelector() {
		try (Logs logs = Logs.of(Selection.class, Level.WARN); Stepped stepped = Stepped.of(Servers.ECHO)) {
			SimPeer peer = stepped.connect();
			stepped.network.failNextSelects(new IOException("Bad file descriptor"));
			stepped.step();
			stepped.listener().selector().close();
			stepped.step();
			peer.send("still here");
			stepped.step();
			assertThat(peer.text()).isEqualTo("still here");
			assertThat(stepped.connect().isReleased()).isFalse();
			assertThat(loop(stepped).selectorRebuilds()).isEqualTo(2);
			assertThat(logs.lines()).hasSize(2);
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

	@Test
	@DisplayName("FE6 where a new selector fails too, again and again, the loop gives up")
	void hopeless() {
		try (Logs logs = Logs.of(Selection.class, Level.WARN); Stepped stepped = Stepped.of(Servers.ECHO)) {
			IOException failure = new IOException("Bad file descriptor");
			stepped.network.failNextSelects(failure, failure, failure, failure);
			EventLoop loop = stepped.loops.get(0);
			for (int i = 0; i < Selection.MANY_FAILURES; i++) {
				stepped.turn();
			}
			assertThatExceptionOfType(IOException.class).isThrownBy(() -> loop.turn(0)).withCause(failure);
			stepped.step();
			assertThat(stepped.connect().isReleased()).isFalse();
			assertThat(logs.lines()).hasSize(Selection.MANY_FAILURES);
		}
	}

	@Test
	@DisplayName("FE7 an interrupt that a callback leaves behind neither wakes the loop again nor stays")
	void interruptLeftBehind() throws Exception {
		CompletableFuture<Boolean> flag = new CompletableFuture<>();
		ConnectionHandler interrupts = (connection, data) -> {
			Thread.currentThread().interrupt();
			connection.execute(() -> flag.complete(Thread.currentThread().isInterrupted()));
			connection.write(data);
		};
		try (Logs logs = Logs.of(Guard.class, Level.WARN);
				Servers.Running server = Servers.start((loops) -> loops.threads(1), (config) -> {
				}, (connection) -> interrupts);
				Client client = server.client()) {
			client.echo("one");
			assertThat(flag.join()).isFalse();
			client.echo("two");
			LoopStats loop = server.loops().loopStats().get(0);
			assertThat(loop.iterations()).isLessThan(100);
			assertThat(logs.lines()).as("told once").singleElement().asString().contains("interrupt");
		}
	}

}
