package dev.leat.reactor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * The life of one connection on its loop: it begins when the acceptor's mail is opened,
 * is ready now and then, settles at the end of every turn in which something happened,
 * and is released once. It knows the interest of the socket, and sets it in one place.
 *
 * <pre>
 *  HeapTimer &lt;── Source &lt;── Deadlines &lt;── Input &lt;── Output &lt;── ConnectionLife
 *  is due        is ready   waits         reads     writes     begins, settles, ends
 * </pre>
 *
 * These are layers of one object, since each object of its own would take some 20 bytes
 * more of every idle connection. Loop thread only.
 */
final class ConnectionLife extends Output {

	private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

	private static final Log LOG = new Log(NioConnection.class);

	private @Nullable SelectionKey key;

	/** Fits into a byte, as all interests do. */
	private byte interest = SelectionKey.OP_READ;

	private @Nullable ConnectionHandler handler;

	private boolean begun;

	/** Whether it has a place among those that shake hands. */
	private boolean shakesHands;

	private boolean opened;

	private long openedAt;

	private boolean drained;

	private boolean settling;

	/** Whether the transport held input when the turn before ended. */
	private boolean heldDue;

	ConnectionLife(NioConnection connection) {
		super(connection);
		this.shakesHands = !connection.context().openings().isLate();
	}

	/** Whether the acceptor's mail has been opened. */
	boolean hasBegun() {
		return this.begun;
	}

	NioConnection connection() {
		return this.connection;
	}

	/** When the handler first saw it. */
	long openedAt() {
		return this.openedAt;
	}

	ConnectionHandler handler() {
		return Objects.requireNonNull(this.handler);
	}

	@Override
	@Nullable Split halves() {
		return (this.handler instanceof Split split) ? split : null;
	}

	/** Lets two halves take the handler's place. */
	Split split() {
		if (halves() != null || this.handler == null || !this.connection.isOpen()) {
			throw new IllegalStateException(
					this.connection + ((halves() != null) ? " is split already" : " is not open"));
		}
		Split split = new Split(this.connection, this.handler);
		this.handler = split;
		restart(NOTHING);
		return split;
	}

	/** Gives the handler its place back, and what the halves had not given out. */
	void rejoin(ByteBuffer unread) {
		Split halves = halves();
		if (halves != null) {
			this.handler = halves.handler();
			restart(unread);
		}
	}

	/** Takes the connection over from the acceptor; if that fails, it ends. */
	void begin() {
		assert this.connection.loop().inLoop();
		this.begun = true;
		try {
			takeOver();
		}
		catch (Throwable failure) {
			this.connection.closing().abort(Closing.reasonOf(failure), failure);
		}
	}

	private void takeOver() throws IOException {
		if (this.connection.context().isStopped() || this.connection.loop().isStopping()) {
			this.connection.context()
				.rejected(this.connection.loop(), this.connection.remoteAddress(), RejectReason.DRAINING, null);
			this.connection.closing().abort(CloseReason.STOP, null);
			return;
		}
		if (this.connection.context().stages().isEmpty()) {
			this.connection.loop().add(this);
			open(Objects.requireNonNull(this.key));
		}
		else {
			new Opening(this.connection).begin();
		}
	}

	/** Every stage is passed: the handler is made and sees the connection. */
	void open(SelectionKey key) {
		take(key);
		leaveOpenings();
		this.connection.phase(Phase.OPEN);
		boolean created = run(Callback.CREATE);
		if (created && this.connection.isOpen()) {
			this.opened = true;
			this.openedAt = this.connection.loop().now();
			beginWaits();
			this.connection.context().opened(this.connection);
			run(Callback.OPEN);
			drainIfLate();
		}
		else {
			this.connection.closing().doom(this.connection.closing().reason(), this.connection.closing().cause());
		}
		settleLater();
	}

	/** A stage was not passed; ends what no handler has seen. */
	void turnAway(SelectionKey key, boolean told, @Nullable Throwable failure) {
		take(key);
		leaveOpenings();
		beginWaits();
		this.connection.closing().turnAway(told, failure);
	}

	private void take(SelectionKey key) {
		this.key = key;
		this.interest = (byte) (key.isValid() ? key.interestOps() : 0);
		key.attach(this);
	}

	/**
	 * Takes a place for the handshake, if it has none.
	 * @return whether there is one; if not, the opening goes on when there is
	 */
	boolean mayShakeHands(Opening opening) {
		this.shakesHands = this.shakesHands || this.connection.context().openings().enterLate(opening);
		return this.shakesHands;
	}

	private void leaveOpenings() {
		if (this.shakesHands) {
			this.shakesHands = false;
			this.connection.context().openings().leave();
		}
	}

	@Override
	void register(Selector selector) throws IOException {
		this.key = this.connection.transport().register(selector, this);
		if (this.interest != 0) {
			this.key.interestOps(this.interest);
		}
	}

	/** Makes the handler; under the guard. */
	void create() throws Exception {
		ConnectionHandler made = this.connection.context().factory().create(this.connection);
		if (made == null) {
			throw new IllegalStateException("The handler factory of server '" + this.connection.server()
					+ "' returned null; it must return a handler");
		}
		this.handler = made;
	}

	@Override
	void ready(int operations) throws IOException {
		if ((operations & SelectionKey.OP_WRITE) != 0 && !this.connection.isDoomed()) {
			flushOutput();
		}
		if ((operations & SelectionKey.OP_READ) != 0 && isWanted()) {
			read();
			if (this.connection.isClosing()) {
				this.connection.closing().came();
			}
		}
	}

	@Override
	void settleLater() {
		if (!this.settling && !this.connection.loop().hasEnded()) {
			this.settling = true;
			this.connection.loop().settleLater(this);
		}
	}

	/** Ends a turn in which something happened. */
	void settle() {
		assert this.connection.loop().inLoop();
		this.settling = false;
		readHeld();
		if (this.connection.phase() == Phase.CLOSED) {
			failOutcomes(this.connection.closing().failure());
		}
		else {
			settleOutput();
			settleInput();
			settleClosing();
			updateInterest();
		}
		settleHalves();
	}

	private void settleClosing() {
		if (this.connection.isClosing() || isShut()) {
			this.connection.closing().settle();
		}
	}

	/**
	 * What the transport holds is read in a turn of its own, as if the socket was ready.
	 */
	private void readHeld() {
		if (this.heldDue) {
			readOnce();
		}
		this.heldDue = false;
	}

	void settleHalves() {
		Split halves = halves();
		if (halves != null) {
			halves.settle();
		}
	}

	private void updateInterest() {
		if (this.key == null || this.connection.isDoomed()) {
			return;
		}
		int wanted = (isWanted() ? SelectionKey.OP_READ : 0) | (hasOutput() ? SelectionKey.OP_WRITE : 0);
		if (wanted != this.interest) {
			updateInterest(this.key, wanted);
		}
		if (this.connection.transport().holdsInput() && isWanted()) {
			this.heldDue = true;
			settleLater();
		}
	}

	private void updateInterest(SelectionKey key, int wanted) {
		LOG.get().debug("{} interest {} -> {}", this.connection, this.interest, wanted);
		this.interest = (byte) wanted;
		try {
			key.interestOps(wanted);
		}
		catch (CancelledKeyException ex) {
			// it was cut off while the loop was held
			failed(ex);
		}
	}

	@Override
	void call(Callback callback) {
		if (this.connection.isOpen()) {
			run(callback);
		}
	}

	private boolean run(Callback callback) {
		return this.connection.loop().guard().run(callback, this.connection, Hooks.NAMED, callback);
	}

	@Override
	boolean callIdle() {
		boolean[] keep = new boolean[1];
		this.connection.loop()
			.guard()
			.run(Callback.IDLE, this.connection,
					(connection, answer) -> answer[0] = connection.life().handler().onIdle(connection), keep);
		return keep[0] && this.connection.isOpen();
	}

	/** Opens what other threads have asked for. */
	void openMail() {
		Split halves = halves();
		if (halves != null) {
			halves.openMail();
		}
		else {
			this.connection.openAll();
		}
	}

	@Override
	void listen() {
		Split halves = halves();
		if (halves != null && halves.tryReclaim()) {
			readOnce();
		}
	}

	/** The others have been asked to finish before it was open. */
	private void drainIfLate() {
		Pace pace = this.connection.context().pace();
		if (pace != null) {
			drain(Duration.ofNanos(pace.remaining(this.connection.loop().clock().nanos())));
		}
	}

	/** Gives the handler what has come by now, and then asks it to finish, once. */
	void drain(Duration remaining) {
		if (this.drained) {
			return;
		}
		this.drained = true;
		readOnce();
		if (this.connection.isOpen()) {
			this.connection.closing().asked(true);
			this.connection.loop()
				.guard()
				.run(Callback.DRAIN, this.connection,
						(connection, left) -> connection.life().handler().onDrain(connection, left), remaining);
			this.connection.closing().asked(false);
		}
	}

	/**
	 * Reads if that is wanted.
	 * @return whether there was something
	 */
	boolean readOnce() {
		try {
			return this.key != null && isWanted() && read();
		}
		catch (Throwable failure) {
			failed(failure);
			return false;
		}
	}

	@Override
	void failed(Throwable failure) {
		this.connection.closing().doom(Closing.reasonOf(failure), failure);
	}

	@Override
	void lost(Throwable failure) {
		this.connection.closing().doom(CloseReason.LOOP_DIED, failure);
	}

	/** User code threw. */
	void userFailed(Callback callback, Throwable failure) {
		if (failure instanceof ConnectionException ex) {
			this.connection.closing().close(ex.reason(), ex);
		}
		else {
			this.connection.closing().close(CloseReason.HANDLER_ERROR, failure);
			this.connection.context().handlerFailed(this.connection, callback, failure);
		}
	}

	/** The socket is released; tells everybody who waits. */
	void released(Throwable failure) {
		leaveOpenings();
		this.connection.loop().remove(this);
		cancelWaits();
		this.connection.cancelTimers();
		releaseInput();
		releaseOutput(failure);
		if (this.connection.isOwing()) {
			this.connection.answers().release();
		}
		this.connection.context().ended(this.connection, this.opened, this.connection.loop().now() - this.openedAt);
		if (this.opened) {
			run(Callback.CLOSE);
		}
		this.connection.ended();
		this.connection.context().released(this.connection);
	}

}
