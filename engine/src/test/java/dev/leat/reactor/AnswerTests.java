package dev.leat.reactor;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.leat.sim.SimPeer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A handler just answers; how and when the bytes get out is the connection's business.
 */
class AnswerTests {

	@Test
	@DisplayName("X6 S1-5 a thousand writes in a row need no chaining: the connection queues them while the peer is slow")
	void queueIsBuiltIn() {
		try (Stepped stepped = Stepped.of((connection, data) -> {
			data.position(data.limit());
			IntStream.range(0, 1000).forEach((number) -> connection.write(Bytes.of(number + ",")));
		})) {
			SimPeer peer = stepped.connect().window(10).send("count");
			stepped.step();
			assertThat(peer.text()).isEqualTo("0,1,2,3,4,");
			assertThat(stepped.connection().pendingWriteBytes()).isPositive();
			peer.window(Long.MAX_VALUE);
			stepped.step();
			assertThat(peer.text())
				.isEqualTo(IntStream.range(0, 1000).mapToObj((number) -> number + ",").collect(Collectors.joining()));
			assertThat(stepped.connection().pendingWriteBytes()).isZero();
		}
	}

	@Test
	@DisplayName("S3-B7 after an answer that had to wait for the socket the next questions are answered")
	void nextQuestion() {
		try (Stepped stepped = Stepped.of(Servers.ECHO)) {
			SimPeer peer = stepped.connect();
			for (int i = 0; i < 10; i++) {
				peer.window(2).send("question" + i);
				stepped.step();
				assertThat(peer.text()).endsWith("qu");
				peer.window(100);
				stepped.step();
				assertThat(peer.text()).endsWith("question" + i);
			}
			assertThat(peer.text()).hasSize(90);
			assertThat(stepped.connection().isOpen()).isTrue();
		}
	}

}
