package dev.leat.benchmarks.jmh;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import com.sun.management.ThreadMXBean;

/**
 * Shows that an echo allocates nothing once it is warm: prints the bytes that the loop
 * has allocated for a message, and exits with 1 where that is not 0.
 */
public final class Allocation {

	private static final int WARM_UP = 200_000;

	private static final int MESSAGES = 100_000;

	private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	private Allocation() {
	}

	/**
	 * Measures.
	 * @param args none
	 * @throws Exception if the server cannot be started
	 */
	public static void main(String[] args) throws Exception {
		long most = 0;
		for (int size : new int[] { 64, 1024, 16 * 1024, 100_000 }) {
			long bytes = measure(size);
			System.out.printf("echo of %,7d bytes: %d bytes allocated for %,d messages%n", size, bytes, MESSAGES);
			most = Math.max(most, bytes);
		}
		System.exit((most == 0) ? 0 : 1);
	}

	private static long measure(int size) throws IOException, ExecutionException, InterruptedException {
		ByteBuffer message = ByteBuffer.allocateDirect(size);
		try (EchoServer server = EchoServer.start()) {
			CompletableFuture<Long> loop = new CompletableFuture<>();
			server.connection().execute(() -> loop.complete(Thread.currentThread().getId()));
			exchange(server, message, WARM_UP);
			long before = THREADS.getThreadAllocatedBytes(loop.get());
			exchange(server, message, MESSAGES);
			return THREADS.getThreadAllocatedBytes(loop.get()) - before;
		}
	}

	private static void exchange(EchoServer server, ByteBuffer message, int times) throws IOException {
		for (int i = 0; i < times; i++) {
			server.roundTrip(message);
		}
	}

}
