package dev.leat.sample.guess;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Objects;

import dev.leat.reactor.CloseReason;
import dev.leat.reactor.LeatServer;
import dev.leat.reactor.ServerConfig;
import dev.leat.test.TestClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link GuessGame}, with a number that is known.
 */
class GuessGameTests {

	private final LeatServer server = LeatServer.builder("guess")
		.config(ServerConfig.builder().address(InetAddress.getLoopbackAddress()).build())
		.handler(new GuessGame(() -> 42))
		.build();

	@BeforeEach
	void start() {
		this.server.start();
	}

	@AfterEach
	void stop() {
		this.server.stop();
	}

	@Test
	void leadsToTheNumberAndCloses() {
		try (TestClient player = connect()) {
			player.send("50\n").expectLine("It is lower.");
			player.send("41\r\n").expectLine("It is higher.");
			player.send("42\n").expectLine("Right, guess 3 is it.").expectClose();
		}
		await().until(() -> this.server.stats().closed(CloseReason.LOCAL) == 1);
	}

	@Test
	void guessesMayComeAllAtOnceOrInPieces() {
		try (TestClient player = connect()) {
			player.send("1\n2\n4").send("2\n");
			player.expect("It is higher.\nIt is higher.\nRight, guess 3 is it.\n").expectClose();
		}
	}

	@Test
	void whatIsNoNumberOfTheGameIsSaidToBeNone() {
		try (TestClient player = connect()) {
			for (String line : new String[] { "", "forty-two", "0", "101", "-42", "4 2", "4294967338", "042.0" }) {
				assertThat(player.send(line + "\n").receiveLine()).as(line)
					.isEqualTo("That is no number from 1 to 100.");
			}
		}
	}

	@Test
	void lineThatNeverEndsIsAnsweredBeforeItFillsTheMemory() {
		try (TestClient player = connect()) {
			player.send("x".repeat(1_000)).expectLine("That is no number from 1 to 100.");
		}
	}

	@Test
	void whoGivesUpIsTold() {
		try (TestClient player = connect()) {
			player.send("50\n").endOutput().expect("It is lower.\nIt was 42.\n").expectClose();
		}
	}

	@Test
	void whoPlaysWhileTheServerDrainsIsTold() {
		try (TestClient player = connect()) {
			this.server.drain(Duration.ofSeconds(20));
			player.expectLine("It was 42.").expectClose();
		}
	}

	private TestClient connect() {
		return TestClient.connect(Objects.requireNonNull(this.server.localAddress()))
			.expectLine("I am thinking of a number from 1 to 100.");
	}

}
