package dev.leat.benchmarks.jmh;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import dev.leat.reactor.Connection;

/**
 * Tasks that other threads give to a loop: the time for one of them.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class HandOverBenchmark {

	private static final int TASKS = 16_384;

	/** Threads that give tasks. */
	@Param({ "1", "2", "4", "8" })
	public int producers = 1;

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private @Nullable EchoServer server;

	/**
	 * Starts the server.
	 * @throws IOException if it cannot
	 */
	@Setup
	public void start() throws IOException {
		this.server = EchoServer.start();
	}

	/**
	 * Each gives its share without waiting.
	 * @throws Exception if one is not taken
	 */
	@Benchmark
	@OperationsPerInvocation(TASKS)
	public void flood() throws Exception {
		Connection connection = connection();
		CountDownLatch done = new CountDownLatch(TASKS);
		onEach(() -> {
			for (int i = 0; i < TASKS / this.producers; i++) {
				connection.execute(done::countDown);
			}
		});
		done.await();
	}

	/**
	 * Each gives a task, waits until it has run, and gives the next: a wake-up to and
	 * fro.
	 * @throws Exception if one is not taken
	 */
	@Benchmark
	@OperationsPerInvocation(TASKS)
	public void wakeUps() throws Exception {
		Connection connection = connection();
		CountDownLatch done = new CountDownLatch(this.producers);
		onEach(() -> {
			Semaphore ran = new Semaphore(0);
			for (int i = 0; i < TASKS / this.producers; i++) {
				connection.execute(ran::release);
				ran.acquireUninterruptibly();
			}
			done.countDown();
		});
		done.await();
	}

	private Connection connection() throws Exception {
		if (this.server == null) {
			throw new IllegalStateException("The server has not been started");
		}
		return this.server.connection();
	}

	private void onEach(Runnable work) {
		for (int i = 0; i < this.producers; i++) {
			this.threads.execute(work);
		}
	}

	/**
	 * Stops the server.
	 * @throws IOException if it cannot
	 */
	@TearDown
	public void stop() throws IOException {
		this.threads.shutdown();
		if (this.server != null) {
			this.server.close();
		}
	}

}
