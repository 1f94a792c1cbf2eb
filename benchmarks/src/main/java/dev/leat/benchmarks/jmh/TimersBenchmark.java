package dev.leat.benchmarks.jmh;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import dev.leat.reactor.TimersPart;

/**
 * Ten million timers of one loop, due in any order: the time for one of them.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 1)
@Measurement(iterations = 3)
@Fork(value = 1, jvmArgsAppend = "-Xmx3g")
public class TimersBenchmark {

	private static final int TIMERS = 10_000_000;

	private static final long LATEST = TimeUnit.MINUTES.toNanos(10);

	private TimersPart part = new TimersPart(0);

	private long[] due = new long[0];

	/** Makes the timers. */
	@Setup(Level.Iteration)
	public void prepare() {
		this.part = new TimersPart(TIMERS);
		this.due = new SplittableRandom(1).longs(TIMERS, 0, LATEST).toArray();
	}

	/**
	 * Sets all, and fires them in their order.
	 * @return how many have fired
	 */
	@Benchmark
	@OperationsPerInvocation(TIMERS)
	public long setAndFire() {
		setAll();
		return this.part.fireDue(LATEST);
	}

	/**
	 * Sets all, and cancels them.
	 * @return how many have fired: none
	 */
	@Benchmark
	@OperationsPerInvocation(TIMERS)
	public long setAndCancel() {
		setAll();
		for (int i = 0; i < TIMERS; i++) {
			this.part.cancel(i);
		}
		return this.part.fireDue(LATEST);
	}

	private void setAll() {
		for (int i = 0; i < TIMERS; i++) {
			this.part.arm(i, this.due[i]);
		}
	}

}
