package dev.leat.benchmarks.jmh;

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
import org.openjdk.jmh.infra.Blackhole;

import dev.leat.codec.DecoderPart;
import dev.leat.codec.FrameDecoder;

/**
 * Cuts what one read brought into frames of 64 bytes: the time for a frame.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DecodersBenchmark {

	private static final int FRAMES = 128;

	/** The decoder. */
	@Param
	public DecoderPart decoder = DecoderPart.LENGTH_FIELD;

	private FrameDecoder<?> cutter = this.decoder.decoder();

	private ByteBuffer bytes = ByteBuffer.allocate(0);

	/**
	 * Makes the frames.
	 * @throws Exception never
	 */
	@Setup
	public void prepare() throws Exception {
		this.cutter = this.decoder.decoder();
		this.bytes = this.decoder.frames(FRAMES);
	}

	/**
	 * Cuts them.
	 * @param frames takes them
	 * @throws Exception never
	 */
	@Benchmark
	@OperationsPerInvocation(FRAMES)
	public void decode(Blackhole frames) throws Exception {
		this.bytes.rewind();
		while (this.bytes.hasRemaining()) {
			frames.consume(this.cutter.decode(this.bytes));
		}
	}

}
