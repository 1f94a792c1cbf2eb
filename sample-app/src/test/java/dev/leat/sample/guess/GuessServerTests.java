package dev.leat.sample.guess;

import java.util.ArrayList;
import java.util.List;

import dev.leat.sample.SampleTest;
import dev.leat.test.LocalLeatPort;
import dev.leat.test.TestClient;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the server {@code guess}.
 */
@SampleTest
class GuessServerTests {

	/** More than the pool of Spring Boot has threads as it comes. */
	private static final int PLAYERS = 20;

	@LocalLeatPort("guess")
	private int port;

	@Test
	void manyPlayAtOnceAndEachFindsTheNumber() {
		List<TestClient> players = new ArrayList<>();
		try {
			for (int i = 0; i < PLAYERS; i++) {
				players.add(TestClient.connect(this.port));
			}
			for (TestClient player : players) {
				assertThat(player.receiveLine()).startsWith("I am thinking of a number");
			}
			players.forEach(GuessServerTests::play);
		}
		finally {
			players.forEach(TestClient::close);
		}
	}

	/** Halves what is left of the numbers, so that seven guesses are enough. */
	private static void play(TestClient player) {
		int low = 1;
		int high = 100;
		for (int guesses = 1; guesses <= 7; guesses++) {
			int guess = (low + high) / 2;
			String answer = player.send(guess + "\n").receiveLine();
			if (answer.equals("Right, guess " + guesses + " is it.")) {
				return;
			}
			assertThat(answer).isIn("It is higher.", "It is lower.");
			low = answer.equals("It is higher.") ? guess + 1 : low;
			high = answer.equals("It is lower.") ? guess - 1 : high;
		}
		throw new AssertionError("Not found with seven guesses");
	}

}
