package dev.leat.reactor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Threads are woken once a turn, however much happened in it: the reader and the writer
 * by the loop, the loop by writers.
 */
class HalfWakeTests extends SplitConnection {

	private long unparks() {
		return Stream.of(this.stepped.connection().loop().counters()).mapToLong((loop) -> loop.unparks.get()).sum();
	}

	@Test
	@DisplayName("S4-3 a reader who comes while the loop still wakes the one before is not forgotten")
	void wakeOfTheOneBefore() throws Exception {
		Aside<String> reader = Aside.run(() -> Streams.text(in(), 5)).awaitWaiting();
		this.stepped.connection().life().halves().in().wake(new Thread("before"));
		this.peer.send("hello");
		this.stepped.step();
		assertThat(reader.get()).isEqualTo("hello");
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	@DisplayName("S4-3 a virtual thread that never has to wait lets others go, and the loop wakes it behind them")
	void letsOthersGo() throws Exception {
		this.peer.send("x".repeat(2 * Share.TIMES));
		this.stepped.step();
		AtomicInteger reads = new AtomicInteger();
		CompletableFuture<Thread> reader = new CompletableFuture<>();
		VirtualThreads.start(() -> {
			reader.complete(Thread.currentThread());
			while (reads.get() < 2 * Share.TIMES) {
				readOne();
				reads.incrementAndGet();
			}
		});
		Until.holds(() -> reader.get().getState() == Thread.State.WAITING);
		assertThat(reads).hasValueLessThanOrEqualTo(Share.TIMES);
		Until.holds(() -> {
			this.stepped.step();
			return reads.get() == 2 * Share.TIMES;
		});
	}

	private void readOne() {
		try {
			in().read(ByteBuffer.allocate(1));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Test
	@DisplayName("S4-4 a thousand messages of one turn wake their reader once")
	void readerOnce() throws Exception {
		Aside<String> reader = Aside.run(() -> Streams.text(in(), 1000 * 8)).awaitWaiting();
		long before = unparks();
		this.peer.send("message\n".repeat(1000));
		this.stepped.step();
		assertThat(reader.get()).hasSize(8000);
		assertThat(unparks() - before).isEqualTo(1);
	}

	@Test
	@DisplayName("S4-4 bytes and the end of the input in one turn wake their reader once, and nobody when nobody waits")
	void nobodyWaits() throws Exception {
		long before = unparks();
		this.peer.send("unread");
		this.stepped.step();
		assertThat(unparks()).isEqualTo(before);
		Aside.run(() -> Streams.text(in(), 6)).get();
		Aside<Integer> reader = Aside.run(() -> in().read(ByteBuffer.allocate(1))).awaitWaiting();
		this.peer.fin();
		this.stepped.step();
		assertThat(reader.get()).isEqualTo(-1);
		assertThat(unparks() - before).isEqualTo(1);
	}

	@Test
	@DisplayName("S4-4 a writer is woken when all it wrote is sent or queued, not for each part that leaves")
	void writerOnce() throws Exception {
		this.peer.window(0);
		Aside<Boolean> writer = Aside.run(() -> {
			out().write(ByteBuffer.allocate(256 * 1024));
			return true;
		}).awaitWaiting();
		this.stepped.step();
		long before = unparks();
		for (int parts = 0; parts < 75; parts++) {
			this.peer.window(2 * 1024);
			this.stepped.step();
		}
		writer.awaitWaiting();
		assertThat(unparks()).isEqualTo(before);
		this.peer.window(64 * 1024);
		this.stepped.step();
		assertThat(writer.get()).isTrue();
		assertThat(unparks() - before).isEqualTo(1);
	}

	@Test
	@DisplayName("S4-4 a writer of small pieces is woken when the low mark is reached, not for each part that leaves")
	void smallWriterOnce() throws Exception {
		this.peer.window(0);
		Aside<Boolean> writer = Aside.run(() -> {
			for (int i = 0; i < 10; i++) {
				out().write(ByteBuffer.allocate(16 * 1024));
			}
			return true;
		}).awaitWaiting();
		this.stepped.step();
		long before = unparks();
		for (int parts = 0; parts < 40; parts++) {
			this.peer.window(1024);
			this.stepped.step();
		}
		assertThat(unparks()).isEqualTo(before);
		this.peer.window(10 * 1024);
		this.stepped.step();
		assertThat(unparks() - before).isEqualTo(1);
		this.peer.window(Long.MAX_VALUE);
		assertThat(writer.get(this.stepped::step)).isTrue();
	}

	@Test
	@DisplayName("S4-4 a hundred writes while the loop is busy wake it once, and leave in one system call")
	void loopOnce() throws Exception {
		int calls = this.peer.writes();
		int before = this.stepped.network.wakeups();
		Aside.run(() -> {
			for (int i = 0; i < 100; i++) {
				out().write(Streams.bytes("answer\n"));
			}
			return null;
		}).get();
		assertThat(this.stepped.network.wakeups() - before).isLessThanOrEqualTo(1);
		this.stepped.step();
		assertThat(this.peer.text()).isEqualTo("answer\n".repeat(100));
		assertThat(this.peer.writes() - calls).isEqualTo(1);
	}

}
