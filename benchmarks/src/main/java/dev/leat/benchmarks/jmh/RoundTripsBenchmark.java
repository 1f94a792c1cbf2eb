package dev.leat.benchmarks.jmh;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Half a million round trips of 64 bytes on one connection: the time for one of them. The
 * machine's time to wake a thread rules here.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 1)
@Measurement(iterations = 3)
@Fork(1)
public class RoundTripsBenchmark {

	private static final int ROUND_TRIPS = 500_000;

	private final ByteBuffer message = ByteBuffer.allocateDirect(64);

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
	 * Goes to and fro.
	 * @throws IOException if the connection breaks
	 */
	@Benchmark
	@OperationsPerInvocation(ROUND_TRIPS)
	public void roundTrips() throws IOException {
		EchoServer echo = this.server;
		for (int i = 0; echo != null && i < ROUND_TRIPS; i++) {
			echo.roundTrip(this.message);
		}
	}

	/**
	 * Stops the server.
	 * @throws IOException if it cannot
	 */
	@TearDown
	public void stop() throws IOException {
		if (this.server != null) {
			this.server.close();
		}
	}

}
