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
			assertThat(player.send("50\n").receiveLine()).isEqualTo("It is lower.");
			assertThat(player.send("41\r\n").receiveLine()).isEqualTo("It is higher.");
			assertThat(player.send("42\n").receiveLine()).isEqualTo("Right, guess 3 is it.");
			assertThat(player.receiveAll()).isEmpty();
		}
		await().until(() -> this.server.stats().closed(CloseReason.LOCAL) == 1);
	}

	@Test
	void guessesMayComeAllAtOnceOrInPieces() {
		try (TestClient player = connect()) {
			player.send("1\n2\n4").send("2\n");
			assertThat(player.receiveAll()).asString()
				.isEqualTo("It is higher.\nIt is higher.\nRight, guess 3 is it.\n");
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
			player.send("x".repeat(1_000));
			assertThat(player.receiveLine()).isEqualTo("That is no number from 1 to 100.");
		}
	}

	@Test
	void whoGivesUpIsTold() {
		try (TestClient player = connect()) {
			player.send("50\n").endOutput();
			assertThat(player.receiveAll()).asString().isEqualTo("It is lower.\nIt was 42.\n");
		}
	}

	@Test
	void whoPlaysWhileTheServerDrainsIsTold() {
		try (TestClient player = connect()) {
			this.server.drain(Duration.ofSeconds(20));
			assertThat(player.receiveAll()).asString().isEqualTo("It was 42.\n");
		}
	}

	private TestClient connect() {
		TestClient player = TestClient.connect(Objects.requireNonNull(this.server.localAddress()));
		assertThat(player.receiveLine()).isEqualTo("I am thinking of a number from 1 to 100.");
		return player;
	}

}
