package dev.leat.reactor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Stands in the handler's place while a connection is split, and keeps its two sides
 * going. What is not about bytes still goes to the handler. Loop thread only, but for
 * {@link #rejoin}.
 *
 * <pre>
 *  onData, end of input ──&gt; ReadSide  ──&gt; ReadHandle ──&gt; the user's threads
 *  room for output      ──&gt; WriteSide &lt;── WriteHandle &lt;──┘
 *  the rest             ──&gt; the handler
 * </pre>
 */
final class Split implements ConnectionHandler {

	private static final int LARGEST_PIECE = 256 * 1024;

	private final NioConnection connection;

	private final ConnectionHandler handler;

	private final ReadSide in;

	private final WriteSide out;

	Split(NioConnection connection, ConnectionHandler handler) {
		this.connection = connection;
		this.handler = handler;
		ServerConfig config = connection.context().config();
		boolean leased = handler instanceof StreamCalls && connection.transport().isForAnyThread();
		this.in = new ReadSide(connection,
				(int) Math.min(connection.loop().readBuffer().capacity(), config.readMaxPending()), leased);
		this.out = new WriteSide(connection,
				(int) Math.min(LARGEST_PIECE, Math.min(config.writeHighWaterMark(), config.writeMaxPending())), leased);
		this.in.share().standsBeside(this.out.share());
	}

	ConnectionHandler handler() {
		return this.handler;
	}

	ReadSide in() {
		return this.in;
	}

	WriteSide out() {
		return this.out;
	}

	/** Two handles, for an application that may lose them. */
	Halves watchedHalves() {
		ReadHandle read = new ReadHandle(this.in);
		WriteHandle write = new WriteHandle(this.out);
		LeakWatch.on(read, write);
		return new Halves(read, write);
	}

	// What the connection calls

	@Override
	public void onData(Connection connection, ByteBuffer data) {
		this.in.offer(data);
	}

	@Override
	public void onInputEnd(Connection connection) {
		this.in.end(Ending.OF_INPUT);
	}

	@Override
	public void onWriteComplete(Connection connection) throws Exception {
		this.out.changed();
		this.handler.onWriteComplete(connection);
	}

	@Override
	public void onWritable(Connection connection) {
		this.out.changed();
	}

	@Override
	public boolean onIdle(Connection connection) throws Exception {
		return this.handler.onIdle(connection);
	}

	@Override
	public void onDrain(Connection connection, Duration remaining) throws Exception {
		this.handler.onDrain(connection, remaining);
	}

	@Override
	public void onClose(Connection connection, CloseReason reason, @Nullable Throwable cause) {
		this.handler.onClose(connection, reason, cause);
	}

	/** The socket takes no more output; the input goes on. */
	void outputFailed(IOException failure) {
		this.out.end(Ending.ofOutput(this.connection, failure));
	}

	/** Opens what other threads have asked for. */
	void openMail() {
		this.out.opening(true);
		this.connection.openAll();
		this.out.opening(false);
	}

	/** Ends a turn: tells the halves what has changed, each once. */
	void settle() {
		account();
		if (!this.connection.isOpen()) {
			endBoth();
		}
		else if (this.connection.output().isShut() && !this.out.isClosed()) {
			this.out.end(Ending.ofShutOutput(this.connection));
		}
		this.in.settle();
		this.out.settle();
		this.out.grant();
		if (this.connection.isOpen() && this.in.hasCloseArrived() && this.connection.output().isShut()) {
			this.connection.close();
		}
	}

	/**
	 * Makes the loop the one who reads again, and takes from both sides what has moved.
	 * @return whether threads may read by themselves, and none does just now
	 */
	boolean tryReclaim() {
		account();
		return this.in.straight().tryReclaim();
	}

	/** Puts into the books what threads have moved past the loop. */
	void account() {
		this.in.straight().account();
		this.out.account();
	}

	private void endBoth() {
		if (this.in.ending() == null || this.out.ending() == null) {
			Ending ending = Ending.of(this.connection);
			this.in.end(ending);
			this.out.end(ending);
		}
	}

	/** A {@link StreamHandler} threw. */
	void threw(Throwable failure) {
		Ending ending = this.out.ending();
		if (!Ending.isBehind(failure)) {
			this.connection.life().userFailed(Callback.STREAM, failure);
		}
		else if (this.connection.isOpen() && ending != null && ending.cause() != null) {
			this.connection.closing().doom(Closing.reasonOf(ending.cause()), ending.cause());
		}
	}

	/**
	 * Ends the split; what was not read comes to the handler. Any thread.
	 * @throws IllegalStateException if a side is closed or held; both are as before
	 */
	static void rejoin(ReadSide in, WriteSide out) {
		if (in.connection().context().factory() instanceof StreamCalls) {
			throw new IllegalStateException(
					"The halves of a StreamHandler have no callbacks to go back to: " + in.connection());
		}
		in.hold();
		try {
			out.hold();
		}
		catch (IllegalStateException ex) {
			in.letGo();
			throw ex;
		}
		if (!in.isOpen() || !out.isOpen()) {
			in.letGo();
			out.letGo();
			throw new IllegalStateException("A half of " + in.connection() + " is closed");
		}
		in.rejoined();
		out.rejoined();
		in.connection().ask((connection) -> connection.life().rejoin(in.rest()));
	}

}
