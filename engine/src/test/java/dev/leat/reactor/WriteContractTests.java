package dev.leat.reactor;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Contract: writes leave in order, and the outcome of each is told once.
 */
class WriteContractTests extends ConnectionContract {

	private final ToldOutcomes outcomes = new ToldOutcomes();

	@Test
	@DisplayName("X1 S1-1 S1-2 S1-16 three writes in one callback arrive in call order")
	void threeWritesInOneCallback() throws Exception {
		start((connection, data) -> {
			data.position(data.limit());
			connection.write(Bytes.of("one,"));
			connection.write(Bytes.of("two,"));
			connection.write(Bytes.of("three"));
		});
		assertThat(connect().send("go").readText(13)).isEqualTo("one,two,three");
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	@DisplayName("X1 X3 S1-3 S1-4 S1-14 each write is told once, in order, with its full length, never inside the call")
	void outcomes(boolean onLoop) throws Exception {
		start();
		Peer peer = connect();
		int[] sizes = { 10, Peer.MORE_THAN_FITS, 0, 20_000, 3 };
		where(onLoop, (connection) -> {
			for (int size : sizes) {
				boolean[] inside = { true };
				WriteListener note = this.outcomes.of("write");
				connection.write(ByteBuffer.allocate(size), (where, bytes, failure) -> {
					assertThat(onLoop && inside[0]).isFalse();
					assertThat(((NioConnection) where).loop().inLoop()).isTrue();
					note.done(where, bytes, failure);
				});
				inside[0] = false;
			}
		});
		assertThat(this.outcomes.told()).doesNotContain("write:" + Peer.MORE_THAN_FITS);
		peer.read(Arrays.stream(sizes).sum());
		world().until(() -> this.outcomes.told().size() == sizes.length);
		assertThat(this.outcomes.told()).containsExactly("write:10", "write:" + Peer.MORE_THAN_FITS, "write:0",
				"write:20000", "write:3");
	}

	@Test
	@DisplayName("X3 X14 writes of random sizes arrive byte for byte, and their completion is told once all is out")
	void randomSizes() throws Exception {
		start((config) -> config.writeMaxPending(Integer.MAX_VALUE), this.handler);
		Peer peer = connect();
		byte[] all = Bytes.random(2 * Peer.MORE_THAN_FITS);
		onLoop((connection) -> {
			Random random = new Random(1);
			ByteBuffer rest = ByteBuffer.wrap(all);
			while (rest.hasRemaining()) {
				int count = Math.min(rest.remaining(), random.nextInt(1 << random.nextInt(18)));
				connection.write(rest.slice(rest.position(), count));
				rest.position(rest.position() + count);
			}
			connection.shutdownOutput();
		});
		assertThat(this.handler.events).doesNotContain("write-complete");
		assertThat(Arrays.equals(peer.readAll(), all)).isTrue();
		world().until(() -> this.handler.events.contains("write-complete"));
		assertThat(Collections.frequency(this.handler.events, "write-complete")).isEqualTo(1);
	}

	@Test
	@DisplayName("X16 S1-12 S3-15 messages of several threads stay whole, each thread's in order, and the buffers are free at once")
	void severalThreads() throws Exception {
		start((config) -> config.writeMaxPending(Integer.MAX_VALUE), this.handler);
		Peer peer = connect();
		Messages written = new Messages();
		List<Aside<Integer>> writers = new ArrayList<>();
		int size = 0;
		for (char name : "abc".toCharArray()) {
			List<byte[]> messages = new ArrayList<>();
			for (int i = 0; i < 200; i++) {
				messages.add(written.next(name, (i % 50 == 7) ? 40_000 : i));
			}
			size += messages.stream().mapToInt((message) -> message.length).sum();
			writers.add(Aside.run(() -> writeAll(messages)));
		}
		for (Aside<Integer> writer : writers) {
			writer.get();
		}
		assertThat(Messages.read(peer.read(size))).hasSize(600);
	}

	private int writeAll(List<byte[]> messages) {
		ByteBuffer reused = ByteBuffer.allocate(50_000);
		messages.forEach((message) -> connection().write(reused.clear().put(message).flip()));
		return messages.size();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	@DisplayName("X12 S1-10 what has not left when the connection ends fails, each write once and in order")
	void endedByAbort(boolean onLoop) throws Exception {
		start();
		connect();
		where(onLoop, (connection) -> {
			connection.write(ByteBuffer.allocate(Peer.MORE_THAN_FITS), this.outcomes.of("stuck"));
			connection.write(Bytes.of("behind"), this.outcomes.of("behind"));
			connection.abort();
		});
		world().until(() -> this.outcomes.told().size() == 2);
		assertThat(this.outcomes.told().get(0)).startsWith("stuck:").endsWith(" ClosedChannelException");
		assertThat(this.outcomes.told().get(1)).isEqualTo("behind:0 ClosedChannelException");
		assertThat(awaitClosed()).isEqualTo(CloseReason.LOCAL);
		assertThat(connection().pendingWriteBytes()).isZero();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	@DisplayName("X17 H2 a write after shutdownOutput or after the end is told, and never throws")
	void late(boolean ended) throws Exception {
		start();
		connect();
		elsewhere(ended ? Connection::abort : Connection::shutdownOutput);
		if (ended) {
			awaitClosed();
		}
		elsewhere((connection) -> {
			connection.write(Bytes.of("nobody asks"));
			connection.write(Bytes.of("late"), this.outcomes.of("late"));
		});
		world().until(() -> !this.outcomes.told().isEmpty());
		assertThat(this.outcomes.told()).containsExactly("late:0 ClosedChannelException");
	}

	@Test
	@DisplayName("S1-11 X12 the future of a write tells its bytes, or fails")
	void futures() throws Exception {
		start();
		Peer peer = connect();
		List<CompletableFuture<Long>> sent = new ArrayList<>();
		elsewhere((connection) -> sent.add(connection.writeAsync(Bytes.of("future"))));
		assertThat(peer.readText(6)).isEqualTo("future");
		world().until(sent.get(0)::isDone);
		assertThat(sent.get(0)).isCompletedWithValue(6L);
		elsewhere((connection) -> {
			connection.abort();
			sent.add(connection.writeAsync(Bytes.of("late")));
		});
		world().until(sent.get(1)::isDone);
		assertThat(sent.get(1)).isCompletedExceptionally();
	}

	@Test
	@DisplayName("X13 a write in the listener of a write, and in onWriteComplete, leaves behind it")
	void writesInsideOutcomes() throws Exception {
		start(new Recorder() {
			@Override
			public void onWriteComplete(Connection connection) {
				if (this.events.size() < 3) {
					this.events.add("complete");
					connection.write(Bytes.of("3"));
				}
			}
		});
		Peer peer = connect();
		onLoop((connection) -> connection.write(Bytes.of("1"),
				(where, bytes, failure) -> where.write(Bytes.of("2"), this.outcomes.of("2"))));
		assertThat(peer.read(3)).isEqualTo("123".getBytes(StandardCharsets.UTF_8));
		world().until(() -> this.outcomes.told().size() == 1);
	}

}
