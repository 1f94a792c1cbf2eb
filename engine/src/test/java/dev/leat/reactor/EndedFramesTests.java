package dev.leat.reactor;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

import dev.leat.codec.Framing;
import dev.leat.sim.SimPeer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Frames that wait for a blocking handler while their connection ends.
 */
class EndedFramesTests {

	private static final Duration IDLE = Duration.ofMinutes(1);

	private static final Duration HALF_CLOSE = Duration.ofSeconds(30);

	private final List<String> handled = new ArrayList<>();

	private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();

	private final Stepped stepped = Stepped.with((loops) -> {
	}, (config) -> config.blockingMaxConcurrent(1).idleTimeout(IDLE).halfCloseTimeout(HALF_CLOSE),
			Framing.lines(StandardCharsets.UTF_8).blocking(this.tasks::add, this::handle));

	@AfterEach
	void close() {
		this.stepped.close();
	}

	private String handle(Connection connection, String line) {
		this.handled.add(line);
		return line + "!";
	}

	private SimPeer send(String line) {
		SimPeer peer = this.stepped.connect().send(line + "\n");
		this.stepped.step();
		return peer;
	}

	/** The executor does all that it has, and what that leads to. */
	private void handleAll() {
		while (!this.tasks.isEmpty()) {
			this.tasks.remove().run();
		}
		this.stepped.step();
	}

	@Test
	@DisplayName("P8 frames that wait when their connections end are forgotten, and who waits behind them goes on")
	void forgotten() {
		send("held");
		for (int i = 0; i < 100; i++) {
			send("stale");
		}
		this.stepped.advance(IDLE);
		this.stepped.advance(HALF_CLOSE);
		assertThat(this.stepped.stats().closed(CloseReason.IDLE)).isEqualTo(101);
		SimPeer next = send("next");
		assertThat(this.tasks).hasSize(1);
		handleAll();
		assertThat(this.handled).containsExactly("held", "next");
		assertThat(next.text()).isEqualTo("next!\n");
	}

	@Test
	@DisplayName("P8 a frame that waits while its connection closes in an orderly way is handled and answered")
	void closing() {
		send("held");
		SimPeer waiting = send("waits");
		this.stepped.server.connections().forEach(Connection::close);
		this.stepped.step();
		handleAll();
		assertThat(this.handled).containsExactly("held", "waits");
		assertThat(waiting.text()).isEqualTo("waits!\n");
	}

	@Test
	@DisplayName("a frame in the executor whose connection ends gives its permit back once")
	void endsInExecutor() {
		send("held");
		this.stepped.server.connections().forEach(Connection::abort);
		this.stepped.step();
		handleAll();
		send("next");
		send("waits");
		assertThat(this.tasks).hasSize(1);
		handleAll();
		assertThat(this.handled).containsExactly("held", "next", "waits");
	}

}
