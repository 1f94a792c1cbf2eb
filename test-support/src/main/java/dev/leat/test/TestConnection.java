package dev.leat.test;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

import dev.leat.reactor.CloseReason;
import dev.leat.reactor.Connection;
import dev.leat.reactor.ConnectionHandler;
import dev.leat.reactor.HandlerFactory;
import dev.leat.reactor.LeatServer;
import dev.leat.reactor.RejectReason;
import dev.leat.reactor.ServerConfig;
import dev.leat.reactor.SteppedLoop;
import dev.leat.sim.SimNetwork;
import dev.leat.sim.SimPeer;
import org.jspecify.annotations.Nullable;

/**
 * A connection without a socket that drives a handler, for tests: the engine itself over
 * a network in memory and a clock that the test moves. No thread is started and no port
 * opened.
 *
 * <pre>
 * try (TestConnection device = TestConnection.open(handler)) {
 *     device.send("hello\n").expectLine("Hello hello");
 *     device.advance(Duration.ofMinutes(5));
 *     assertThat(device.closeReason()).isEqualTo(CloseReason.IDLE);
 * }
 * </pre>
 * <p>
 * Its methods are the client's; {@link #connection()} is what the handler has. All that
 * the engine promises holds: callbacks run on the loop, views are read-only and
 * overwritten when the callback returns, what a handler leaves comes again, limits act.
 * The handler runs within the methods of this class, on the thread of the test, which at
 * any other time is not the loop's thread. Each {@code send} arrives as one read. When
 * the server has closed the client does so too. What other threads do, an executor's say,
 * is waited for by what is received and expected.
 */
public final class TestConnection extends TestPeer<TestConnection> {

	private static final int MANY = 100_000;

	private static final long PAUSE = 50_000;

	private final SimNetwork network = new SimNetwork();

	private final SteppedLoop loop = SteppedLoop.over(this.network);

	private final ConnectionWatch watch = new ConnectionWatch();

	private final LeatServer server;

	private final SimPeer peer;

	/** Bytes that were read of the peer's. */
	private int taken;

	private TestConnection(Builder builder, HandlerFactory factory) {
		this.server = LeatServer.builder("test")
			.loops(this.loop.group())
			.config(builder.config.build())
			.handler(this.watch.over(factory))
			.listener(this.watch)
			.build();
		this.loop.run(this.server::start);
		turn();
		this.peer = this.network.connect(serverPort(), builder.from);
		settle();
	}

	/**
	 * Connects to a server that has this handler and the default settings.
	 * @param handler the handler to drive
	 * @return a connection whose {@code onOpen} has been called
	 */
	public static TestConnection open(ConnectionHandler handler) {
		return builder().open(handler);
	}

	/**
	 * Connects to a server that has this factory, of {@code Framing} say, and the default
	 * settings.
	 * @param factory makes the handler to drive
	 * @return a connection whose {@code onOpen} has been called
	 */
	public static TestConnection open(HandlerFactory factory) {
		return builder().open(factory);
	}

	/**
	 * For other settings than the default ones.
	 * @return a new builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	// The handler's side

	/**
	 * The handler's end. A call is one from another thread than the loop's; it has taken
	 * effect when this class is asked for anything.
	 * @return the connection that the handler was given
	 * @throws IllegalStateException if no handler has seen it yet
	 */
	public Connection connection() {
		settle();
		return this.watch.connection();
	}

	/**
	 * Why the connection ended.
	 * @return the reason that {@code onClose} was given; {@code null} while it lives, or
	 * if no handler ever saw it
	 */
	public @Nullable CloseReason closeReason() {
		settle();
		return this.watch.reason();
	}

	/**
	 * What failed when it ended, the exception of a handler say.
	 * @return that, or {@code null} where nothing did
	 */
	public @Nullable Throwable closeCause() {
		settle();
		return this.watch.cause();
	}

	/**
	 * Why it was turned away before a handler saw it.
	 * @return the reason, or {@code null} if it was not
	 */
	public @Nullable RejectReason rejectReason() {
		settle();
		return this.watch.rejection();
	}

	// Time and the wire

	/**
	 * Moves the clock: timers run and time limits act, each at its moment.
	 * @param by how far, zero or more
	 * @return this
	 */
	public TestConnection advance(Duration by) {
		settle();
		Duration left = by;
		Duration next = this.loop.untilNextTimer();
		while (next != null && next.compareTo(left) <= 0) {
			this.loop.advance(next);
			settle();
			left = left.minus(next);
			next = this.loop.untilNextTimer();
		}
		this.loop.advance(left);
		return settle();
	}

	/**
	 * How much the client takes from now on; what it does not take waits in the
	 * connection, as for a client that does not read.
	 * @param bytes so many more, 0 for none
	 * @return this
	 */
	public TestConnection window(long bytes) {
		this.peer.window(bytes);
		return settle();
	}

	/**
	 * Takes what the server has sent by now.
	 * @return the bytes that were not taken yet, possibly none
	 */
	public byte[] receiveSent() {
		settle();
		return receive(unread() + buffered());
	}

	/**
	 * Lets the server drain: {@code onDrain} is called, and what is left after the grace
	 * period ends.
	 * @param grace how long the connection may take
	 * @return this
	 */
	public TestConnection drain(Duration grace) {
		this.server.drain(grace);
		return settle();
	}

	@Override
	public void reset() {
		this.peer.reset();
		settle();
	}

	/** Stops the server, which ends the connection. Harmless when it has ended. */
	@Override
	public void close() {
		this.loop.run(this.server::stop);
		settle();
	}

	/** Lets everything happen; a client whose server has closed closes too. */
	private TestConnection settle() {
		turn();
		if (this.peer.gotFin() && this.watch.isClosing()) {
			this.peer.fin();
			turn();
		}
		return this;
	}

	/** Turns the loop until nothing is left to do. */
	private void turn() {
		int turns = 0;
		while (this.loop.turn() || this.network.isReady()) {
			if (++turns > MANY) {
				throw new AssertionError("There is no end of it: the loop still has something to do after " + MANY
						+ " turns. Does a task of the handler always ask for another one?");
			}
		}
	}

	// For TestPeer

	@Override
	TestConnection self() {
		return this;
	}

	@Override
	void write(byte[] bytes) {
		if (bytes.length > 0) {
			this.peer.send(bytes);
		}
		settle();
	}

	@Override
	void shutdownOutput() {
		this.peer.fin();
		settle();
	}

	@Override
	int read(byte[] into, Duration longest) throws IOException {
		long begun = System.nanoTime();
		settle();
		while (unread() == 0 && !this.peer.gotFin() && !this.peer.gotReset()) {
			if (System.nanoTime() - begun >= longest.toNanos()) {
				throw new InterruptedIOException();
			}
			LockSupport.parkNanos(PAUSE);
			settle();
		}
		if (unread() == 0 && this.peer.gotReset()) {
			throw new IOException("reset");
		}
		return (unread() > 0) ? take(into) : -1;
	}

	private int unread() {
		return this.peer.count() - this.taken;
	}

	private int take(byte[] into) {
		byte[] all = this.peer.received();
		int count = Math.min(into.length, unread());
		System.arraycopy(all, this.taken, into, 0, count);
		this.taken += count;
		return count;
	}

	@Override
	int serverPort() {
		return Objects.requireNonNull(this.server.localAddress()).getPort();
	}

	/**
	 * Collects what a connection needs.
	 */
	public static final class Builder {

		private final ServerConfig.Builder config = ServerConfig.builder();

		private InetAddress from = InetAddress.getLoopbackAddress();

		private Builder() {
		}

		/**
		 * Changes settings of the server.
		 * @param changes what to set
		 * @return this
		 */
		public Builder config(Consumer<ServerConfig.Builder> changes) {
			changes.accept(this.config);
			return this;
		}

		/**
		 * The client's address; the loopback address by default.
		 * @param address whom the server is to see
		 * @return this
		 */
		public Builder from(InetAddress address) {
			this.from = address;
			return this;
		}

		/**
		 * Connects.
		 * @param handler the handler to drive
		 * @return the connection
		 */
		public TestConnection open(ConnectionHandler handler) {
			return open((HandlerFactory) (connection) -> handler);
		}

		/**
		 * Connects.
		 * @param factory makes the handler to drive
		 * @return the connection
		 */
		public TestConnection open(HandlerFactory factory) {
			return new TestConnection(this, factory);
		}

	}

}
