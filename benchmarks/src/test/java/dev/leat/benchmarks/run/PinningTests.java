package dev.leat.benchmarks.run;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PinningTests {

	@Test
	void takesTheCoresOnWhichItMayRun() {
		assertThat(Pinning.allowed("Name:\tjava\nCpus_allowed_list:\t0-1\nMems_allowed:\t1\n")).containsExactly(0, 1);
		assertThat(Pinning.allowed("Cpus_allowed_list:\t2,4-6,9\n")).containsExactly(2, 4, 5, 6, 9);
		assertThat(Pinning.allowed("Cpus_allowed_list:\t3\n")).containsExactly(3);
		assertThat(Pinning.allowed("Name:\tjava\n")).isEmpty();
	}

}
