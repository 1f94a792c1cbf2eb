package dev.leat.reactor;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The threads that a server makes for its stream handlers.
 */
class StreamThreadsTests {

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	@DisplayName("S4-13 on Java 21 and later a stream handler runs on a virtual thread named after its server")
	void virtual() throws Exception {
		assertThat(VirtualThreads.exist()).isTrue();
		CompletableFuture<String> seen = new CompletableFuture<>();
		new StreamThreads("orders", 1, true).start(() -> {
			Thread thread = Thread.currentThread();
			seen.complete(thread.getName() + " of " + thread.getThreadGroup().getName());
		});
		assertThat(seen.get(30, TimeUnit.SECONDS)).isEqualTo("leat-orders-stream-1 of VirtualThreads");
	}

	@Test
	@DisplayName("S4-13 without virtual threads each call has a daemon named after its server, no more than it may have connections")
	void bounded() throws Exception {
		CountDownLatch over = new CountDownLatch(1);
		CompletableFuture<Thread> first = new CompletableFuture<>();
		StreamThreads threads = new StreamThreads("orders", 2, false);
		threads.start(() -> {
			first.complete(Thread.currentThread());
			await(over);
		});
		threads.start(() -> await(over));
		assertThat(first.get(30, TimeUnit.SECONDS).getName()).isEqualTo("leat-orders-stream-1");
		assertThat(first.join().isDaemon()).isTrue();
		assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> threads.start(() -> {
		})).withMessageContaining("max-connections").withMessageContaining("orders");
		over.countDown();
		first.join().join();
		CompletableFuture<Boolean> again = new CompletableFuture<>();
		threads.start(() -> again.complete(true));
		assertThat(again.get(30, TimeUnit.SECONDS)).isTrue();
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
