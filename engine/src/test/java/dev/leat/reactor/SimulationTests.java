package dev.leat.reactor;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The engine in many simulated worlds. A failure names the seed; to see it again, run
 * that seed alone.
 */
class SimulationTests {

	private final ExecutorService elsewhere = Executors.newSingleThreadExecutor();

	@AfterEach
	void stopThread() {
		this.elsewhere.shutdownNow();
	}

	private void simulate(long from, long to) {
		for (long seed = from; seed < to; seed++) {
			Simulation simulation = new Simulation(seed, this.elsewhere).run();
			assertThat(simulation.violations).as("seed " + seed).isEmpty();
		}
	}

	@Test
	@DisplayName("H7 X3 X16 what is promised holds in 300 simulated worlds")
	void some() {
		simulate(0, 300);
	}

	@Test
	@Tag("slow")
	@DisplayName("H7 X3 X16 what is promised holds in 10,000 simulated worlds")
	void many() {
		simulate(1_000, 11_000);
	}

	@Test
	@DisplayName("a seed replays exactly")
	void replay() {
		for (long seed = 0; seed < 20; seed++) {
			assertThat(new Simulation(seed, this.elsewhere).run().digest()).as("seed " + seed)
				.isEqualTo(new Simulation(seed, this.elsewhere).run().digest());
		}
	}

	@Test
	@DisplayName("X12 H7 whichever operation of the network fails, nothing leaks and the loop lives")
	void everyFailure() {
		for (long seed = 0; seed < 5; seed++) {
			int operations = new Simulation(seed, this.elsewhere).run().operations();
			for (int failing = 1; failing <= operations; failing++) {
				Simulation simulation = new Simulation(seed, this.elsewhere).failAt(failing).run();
				assertThat(simulation.violations).as("seed " + seed + ", operation " + failing).isEmpty();
			}
		}
	}

}
