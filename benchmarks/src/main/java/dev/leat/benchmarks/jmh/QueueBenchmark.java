package dev.leat.benchmarks.jmh;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;

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
import org.openjdk.jmh.annotations.Warmup;

import dev.leat.reactor.QueuePart;

/**
 * Keeps what a socket did not take, and the memory for it: the time for a write, and for
 * a buffer.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class QueueBenchmark {

	private static final int WRITES = 64;

	/** Bytes of a write. */
	@Param({ "64", "1024", "16384" })
	public int size;

	private final QueuePart part = new QueuePart();

	private ByteBuffer bytes = ByteBuffer.allocate(0);

	/** Makes what is written. */
	@Setup
	public void prepare() {
		this.bytes = ByteBuffer.allocateDirect(this.size);
	}

	/**
	 * Queues writes, then sends them all.
	 * @return how many bytes
	 * @throws IOException never
	 */
	@Benchmark
	@OperationsPerInvocation(WRITES)
	public long appendAndWrite() throws IOException {
		for (int i = 0; i < WRITES; i++) {
			this.part.append(this.bytes);
		}
		return this.part.writeAll();
	}

	/**
	 * Borrows a buffer and gives it back.
	 * @return its capacity
	 */
	@Benchmark
	public int borrowAndRelease() {
		return this.part.borrow(this.size);
	}

}
