package dev.leat.reactor;

import java.io.IOException;
import java.time.Duration;

import ch.qos.logback.classic.Level;
import dev.leat.sim.SimPeer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A failed accept never costs the listener.
 */
class AcceptErrorTests {

	private static final String NO_DESCRIPTOR = "Too many open files";

	private static IOException error(String message) {
		return new IOException(message);
	}

	private static Duration millis(long count) {
		return Duration.ofMillis(count);
	}

	/** Makes one accept fail, with a client behind it that waits. */
	private static SimPeer failOnce(Stepped stepped, String message) {
		stepped.listener().failNext(error(message));
		return stepped.network.connect(stepped.port());
	}

	@ParameterizedTest
	@DisplayName("S2-4 the system's message names the kind of error")
	@CsvSource({ "Too many open files,DESCRIPTORS", "Too many open files in system,DESCRIPTORS",
			"No buffer space available,MEMORY", "Cannot allocate memory,MEMORY",
			"Software caused connection abort,ABORTED", "Protocol error,ABORTED", "Connection reset by peer,ABORTED",
			"Operation not permitted,OTHER", "'',OTHER" })
	void kinds(String message, AcceptError kind) {
		assertThat(AcceptError.of(error(message))).isEqualTo(kind);
	}

	@Test
	@DisplayName("S2-4 an error without a message is of the kind other")
	void noMessage() {
		assertThat(AcceptError.of(new IOException())).isEqualTo(AcceptError.OTHER);
	}

	@ParameterizedTest
	@DisplayName("S2-5 A10 A11 without a descriptor the listener pauses, says why, and comes back")
	@ValueSource(strings = { NO_DESCRIPTOR, "Too many open files in system" })
	void descriptorsPause(String message) {
		try (Stepped stepped = Stepped.of(Servers.ECHO)) {
			SimPeer waiting = failOnce(stepped, message);
			stepped.step();
			assertThat(stepped.listener().isArmed()).isFalse();
			assertThat(stepped.stats().accepting()).isFalse();
			assertThat(stepped.stats().acceptPaused(AcceptPause.DESCRIPTORS)).isTrue();
			assertThat(stepped.stats().acceptPaused(AcceptPause.MEMORY)).isFalse();
			assertThat(stepped.stats().acceptErrors(AcceptError.DESCRIPTORS)).isEqualTo(1);
			stepped.advance(millis(99));
			assertThat(stepped.listener().waiting()).as("not before the back-off is over").isEqualTo(1);
			waiting.send("served");
			stepped.advance(millis(1));
			assertThat(waiting.text()).isEqualTo("served");
			assertThat(stepped.stats().accepting()).isTrue();
			assertThat(stepped.stats().acceptPaused(AcceptPause.DESCRIPTORS)).isFalse();
		}
	}

	@ParameterizedTest
	@DisplayName("S2-5 A10 without memory the listener pauses for that reason, and comes back")
	@ValueSource(strings = { "No buffer space available", "Cannot allocate memory" })
	void memoryPauses(String message) {
		try (Stepped stepped = Stepped.of(Servers.ECHO)) {
			failOnce(stepped, message);
			stepped.step();
			assertThat(stepped.stats().acceptPaused(AcceptPause.MEMORY)).isTrue();
			assertThat(stepped.stats().acceptPaused(AcceptPause.DESCRIPTORS)).isFalse();
			assertThat(stepped.stats().acceptErrors(AcceptError.MEMORY)).isEqualTo(1);
			stepped.advance(millis(100));
			assertThat(stepped.stats().accepting()).isTrue();
			assertThat(stepped.stats().connections()).isEqualTo(1);
		}
	}

	@Test
	@DisplayName("S2-5 the back-off doubles from 100 ms to 1.6 s, with one try at each end, so nothing spins")
	void backOffDoubles() {
		try (Stepped stepped = Stepped.of(Servers.ECHO)) {
			for (int i = 0; i < 8; i++) {
				stepped.listener().failNext(error(NO_DESCRIPTOR));
			}
			stepped.network.connect(stepped.port());
			stepped.step();
			int tries = stepped.listener().accepts();
			for (long wait : new long[] { 100, 200, 400, 800, 1600, 1600, 1600 }) {
				stepped.advance(millis(wait - 1));
				assertThat(stepped.listener().accepts()).as("before %s ms", wait).isEqualTo(tries);
				stepped.advance(millis(1));
				assertThat(stepped.listener().accepts()).as("after %s ms", wait).isEqualTo(++tries);
			}
			assertThat(stepped.stats().acceptErrors(AcceptError.DESCRIPTORS)).isEqualTo(8);
			stepped.advance(millis(1600));
			assertThat(stepped.stats().connections()).isEqualTo(1);
		}
	}

	@Test
	@DisplayName("S2-5 a connection that is accepted sets the back-off to its beginning")
	void backOffStartsAgain() {
		try (Stepped stepped = Stepped.of(Servers.ECHO)) {
			stepped.listener().failNext(error(NO_DESCRIPTOR), error(NO_DESCRIPTOR));
			stepped.connect();
			stepped.advance(millis(100)).advance(millis(200));
			assertThat(stepped.stats().connections()).isEqualTo(1);
			failOnce(stepped, NO_DESCRIPTOR);
			stepped.step();
			stepped.advance(millis(100));
			assertThat(stepped.stats().connections()).isEqualTo(2);
		}
	}

	@Test
	@DisplayName("A11 while accepting is paused, the clients that are connected are served")
	void othersAreServed() {
		try (Stepped stepped = Stepped.of(Servers.ECHO)) {
			SimPeer early = stepped.connect();
			failOnce(stepped, NO_DESCRIPTOR);
			early.send("still here");
			stepped.step();
			assertThat(early.text()).isEqualTo("still here");
			assertThat(stepped.stats().accepting()).isFalse();
		}
	}

	@Test
	@DisplayName("S2-12 A10 a client that gave up is counted and the same round goes on with the next")
	void abortedGoesOn() {
		try (Logs logs = Logs.of(Acceptor.class, Level.WARN); Stepped stepped = Stepped.of(Servers.ECHO)) {
			stepped.listener().failNext(error("Software caused connection abort"), error("Protocol error"));
			stepped.network.connect(stepped.port());
			stepped.turn();
			assertThat(stepped.listener().waiting()).isZero();
			assertThat(stepped.stats().acceptErrors(AcceptError.ABORTED)).isEqualTo(2);
			assertThat(stepped.stats().accepting()).isTrue();
			assertThat(logs.lines()).isEmpty();
		}
	}

	@Test
	@DisplayName("S2-8 clients that gave up count as part of the batch, so that even they cannot hold the loop")
	void abortedIsBounded() {
		try (Stepped stepped = Stepped.with((loops) -> loops.acceptBatch(4), (config) -> {
		}, (connection) -> Servers.ECHO)) {
			for (int i = 0; i < 100; i++) {
				stepped.listener().failNext(error("Software caused connection abort"));
			}
			int before = stepped.listener().accepts();
			stepped.turn();
			assertThat(stepped.listener().accepts() - before).isEqualTo(4);
		}
	}

	@Test
	@DisplayName("S2-4 A10 another error is logged and counted and ends the round only")
	void otherEndsTheRound() {
		try (Logs logs = Logs.of(Acceptor.class, Level.WARN); Stepped stepped = Stepped.of(Servers.ECHO)) {
			SimPeer waiting = failOnce(stepped, "Operation not permitted");
			stepped.turn();
			assertThat(stepped.listener().waiting()).as("the round has ended").isEqualTo(1);
			assertThat(stepped.stats().accepting()).isTrue();
			for (AcceptPause reason : AcceptPause.values()) {
				assertThat(stepped.stats().acceptPaused(reason)).as(reason.word()).isFalse();
			}
			assertThat(stepped.stats().acceptErrors(AcceptError.OTHER)).isEqualTo(1);
			assertThat(logs.lines()).singleElement().asString().contains("'stepped'", "Operation not permitted");
			waiting.send("next round");
			stepped.step();
			assertThat(waiting.text()).isEqualTo("next round");
		}
	}

	@Test
	@DisplayName("S2-4 A11 another error that comes again and again backs off, so that nothing spins")
	void otherThatRepeatsBacksOff() {
		try (Stepped stepped = Stepped.of(Servers.ECHO)) {
			for (int i = 0; i < 4; i++) {
				stepped.listener().failNext(error("Zu viele offene Dateien"));
			}
			stepped.connect();
			assertThat(stepped.stats().accepting()).isFalse();
			assertThat(stepped.stats().acceptErrors(AcceptError.OTHER)).isEqualTo(2);
			stepped.advance(millis(100));
			assertThat(stepped.stats().acceptErrors(AcceptError.OTHER)).isEqualTo(3);
			stepped.advance(millis(200)).advance(millis(400));
			assertThat(stepped.stats().accepting()).isTrue();
			assertThat(stepped.stats().connections()).isEqualTo(1);
		}
	}

	@Test
	@DisplayName("FE19 errors log one line a second at most, and it says how many were held back")
	void logIsLimited() {
		try (Logs logs = Logs.of(Acceptor.class, Level.WARN); Stepped stepped = Stepped.of(Servers.ECHO)) {
			for (int i = 0; i < 5; i++) {
				stepped.listener().failNext(error(NO_DESCRIPTOR));
			}
			stepped.connect();
			stepped.advance(millis(100)).advance(millis(200)).advance(millis(400));
			assertThat(logs.lines()).hasSize(1);
			stepped.advance(millis(800));
			assertThat(logs.lines()).hasSize(2);
			assertThat(logs.lines().get(0)).contains("tries again in 100 ms; 0 more");
			assertThat(logs.lines().get(1)).contains("tries again in 1600 ms; 3 more");
		}
	}

	@Test
	@DisplayName("FA1 without a descriptor the spare one lets one client be told for each try, and is kept again")
	void spareDescriptor() {
		try (Logs logs = Logs.of(Acceptor.class, Level.WARN); Stepped stepped = Stepped.of(Servers.ECHO)) {
			stepped.network.spareDescriptors(2);
			stepped.listener().failNext(error("Operation not permitted"), error(NO_DESCRIPTOR));
			SimPeer first = stepped.connect();
			assertThat(first.gotReset()).as("without a spare one nobody can be told").isFalse();
			stepped.advance(millis(100));
			long open = stepped.network.open();
			failOnce(stepped, NO_DESCRIPTOR);
			SimPeer third = stepped.connect();
			assertThat(third.gotReset()).isFalse();
			assertThat(stepped.stats().rejected(RejectReason.DESCRIPTORS)).isEqualTo(1);
			assertThat(stepped.network.open()).isEqualTo(open + 1);
			assertThat(logs.lines()).as("one line for all").hasSize(1);
		}
	}

	@Test
	@DisplayName("S2-4 a listener whose accept throws something unforeseen survives")
	void uncheckedFailure() {
		try (Stepped stepped = Stepped.of(Servers.ECHO)) {
			SimPeer odd = stepped.network.connect(stepped.port()).failOptions(new IllegalStateException("odd"));
			SimPeer next = stepped.connect();
			stepped.advance(millis(100));
			next.send("next");
			stepped.step();
			assertThat(next.text()).isEqualTo("next");
			assertThat(odd.isReleased()).isTrue();
			assertThat(stepped.stats().connections()).isEqualTo(1);
		}
	}

	@Test
	@DisplayName("FA12 a connection that could not be handed over gives its place back")
	void failedHandOverGivesPlaceBack() {
		try (Stepped stepped = Stepped.with((config) -> config.maxConnections(1), Servers.ECHO)) {
			stepped.network.connect(stepped.port()).failOptions(new IllegalStateException("odd"));
			stepped.network.connect(stepped.port()).reset();
			stepped.step();
			stepped.advance(millis(100));
			SimPeer next = stepped.connect();
			next.send("free");
			stepped.step();
			assertThat(next.text()).isEqualTo("free");
			assertThat(stepped.stats().accepted()).as("only what a loop got counts").isEqualTo(1);
		}
	}

	@Test
	@DisplayName("S2-5 stopping while accepting is paused leaves no timer and no listener")
	void stopWhilePaused() {
		Stepped stepped = Stepped.of(Servers.ECHO);
		failOnce(stepped, NO_DESCRIPTOR);
		stepped.step();
		stepped.close();
		stepped.advance(Duration.ofSeconds(2));
		assertThat(stepped.network.open()).as("the client in the backlog only").isEqualTo(1);
		assertThat(stepped.stats().acceptPaused(AcceptPause.DESCRIPTORS)).isFalse();
	}

}
