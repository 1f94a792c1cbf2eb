package dev.leat.reactor;

import java.nio.ByteBuffer;
import java.util.Collections;

import dev.leat.sim.SimPeer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code onWriteComplete} says that everything is out: once, for direct writes too, and
 * never for a part.
 */
class WriteCompleteTests {

	private final Recorder handler = new Recorder();

	private final Stepped stepped = Stepped.of(this.handler);

	private final SimPeer peer = this.stepped.connect();

	private int completions() {
		return Collections.frequency(this.handler.events, "write-complete");
	}

	@Test
	@DisplayName("S3-10 X14 Y11 direct writes are completed once a turn, however many they are")
	void onceForDirectWrites() {
		this.stepped.task((connection) -> {
			connection.write(Bytes.of("one"));
			connection.write(ByteBuffer.allocateDirect(100_000));
			connection.write(Bytes.of("three"));
			assertThat(completions()).isZero();
		});
		assertThat(completions()).isEqualTo(1);
		this.stepped.task((connection) -> connection.write(Bytes.of("again")));
		assertThat(completions()).isEqualTo(2);
	}

	@Test
	@DisplayName("Y11 parts of a write complete nothing; the last byte does, once")
	void notForParts() {
		this.peer.window(4);
		this.stepped.task((connection) -> {
			connection.write(Bytes.of("0123"));
			connection.write(Bytes.of("45678"));
		});
		this.peer.window(4);
		this.stepped.step();
		assertThat(completions()).isZero();
		this.peer.window(1);
		this.stepped.step();
		assertThat(completions()).isEqualTo(1);
	}

	@Test
	@DisplayName("S3-10 nothing is completed where nothing was written")
	void notWithoutWrites() {
		this.peer.send("hello");
		this.stepped.step();
		assertThat(this.handler.events).containsExactly("open", "data");
	}

	@Test
	@DisplayName("S3-10 outcomes are told before the completion of the same turn")
	void afterTheOutcomes() {
		this.stepped.task((connection) -> connection.write(Bytes.of("x"),
				(where, count, failure) -> this.handler.events.add("told")));
		assertThat(this.handler.events).containsExactly("open", "told", "write-complete");
	}

	@Test
	@DisplayName("S3-10 S1-7 a handler that writes in onWriteComplete gets one completion a turn, and the loop its breath")
	void writesInCompletion() {
		int[] left = { 1000 };
		int[] depth = { 0 };
		try (Stepped chained = Stepped.of(new Recorder() {
			@Override
			public void onWriteComplete(Connection connection) {
				assertThat(depth[0]++).isZero();
				if (left[0]-- > 0) {
					connection.write(Bytes.of("x"));
				}
				depth[0]--;
			}
		})) {
			SimPeer other = chained.connect();
			NioConnection connection = chained.connection();
			connection.execute(() -> connection.write(Bytes.of("x")));
			chained.turn();
			assertThat(left[0]).isEqualTo(999);
			chained.turn();
			assertThat(left[0]).isEqualTo(998);
			chained.step();
			assertThat(other.received()).hasSize(1001);
		}
	}

	@Test
	@DisplayName("S3-10 once the connection is closed its completion is not told; the outcomes still are")
	void notAfterClose() {
		ToldOutcomes outcomes = new ToldOutcomes();
		this.stepped.task((connection) -> {
			connection.write(Bytes.of("bye"), outcomes.of("bye"));
			connection.close();
		});
		assertThat(completions()).isZero();
		assertThat(outcomes.told()).containsExactly("bye:3");
	}

	@AfterEach
	void close() {
		this.stepped.close();
	}

}
