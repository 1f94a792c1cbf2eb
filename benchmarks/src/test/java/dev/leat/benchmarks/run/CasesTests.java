package dev.leat.benchmarks.run;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class CasesTests {

	@Test
	void noTwoHaveOneName() {
		assertThat(Cases.all()).extracting(Case::name).doesNotHaveDuplicates();
	}

	@Test
	void everyGateLooksAtCasesThatItsPeersRun() {
		Map<String, Case> cases = Cases.all().stream().collect(Collectors.toMap(Case::name, Function.identity()));
		assertThat(Gates.all()).isNotEmpty().allSatisfy((gate) -> {
			assertThat(gate.comparison().cases()).isNotEmpty();
			assertThat(gate.comparison().cases())
				.allSatisfy((name) -> assertThat(cases.get(name).peers()).contains(gate.comparison().ours()));
		});
	}

	@Test
	void everyGateHasWordsOfItsOwn() {
		assertThat(Gates.all()).extracting((gate) -> gate.work() + gate.against() + gate.limit())
			.doesNotHaveDuplicates();
	}

	@Test
	void nettyRunsWithNioAndWithEpollWhateverItCanRun() {
		assertThat(Cases.all()).filteredOn((work) -> work.peers().contains("netty-nio"))
			.isNotEmpty()
			.allSatisfy((work) -> assertThat(work.peers()).contains("netty-epoll"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "nio", "epoll", "io_uring" })
	void plainEchoIsHeldAgainstNettyAsItComesAndTuned(String transport) {
		assertThat(Gates.all()).filteredOn((gate) -> gate.work().startsWith("echo, "))
			.extracting((gate) -> gate.comparison().theirs())
			.contains("netty-" + transport, "netty-" + transport + "-tuned");
	}

	@Test
	void theQuickFormHasTwoCasesAndTwoPeersBesideLeat() {
		assertThat(Cases.quick()).hasSize(2)
			.allSatisfy((work) -> assertThat(work.peers()).filteredOn((peer) -> !peer.startsWith("leat")).hasSize(2));
	}

	@Test
	void casesAndPeersAreChosenByPattern() {
		assertThat(Cases.chosen("framed-.*x16$", "leat|epoll")).singleElement()
			.satisfies((work) -> assertThat(work.peers()).containsExactly("c-epoll", "leat-framing", "netty-epoll",
					"netty-epoll-tuned"));
	}

	@Test
	void aCaseWithoutAPeerIsLeftOut() {
		assertThat(Cases.chosen("tls", "vertx")).isEmpty();
	}

}
