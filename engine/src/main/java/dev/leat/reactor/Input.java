package dev.leat.reactor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import org.jspecify.annotations.Nullable;

/**
 * What comes into one connection. Bytes are read into the loop's buffer and lent to the
 * handler; what the handler leaves is kept here, grows by doubling while more arrives,
 * and is given back when it is consumed. Reading runs while no reason to pause holds.
 * Loop thread only, but for {@link #isPaused}.
 */
final class Input {

	private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

	private static final Guard.Call<ByteBuffer> ON_DATA = (connection,
			view) -> connection.life().handler().onData(connection, view);

	private final NioConnection connection;

	/** What was left, from position to limit. */
	private @Nullable ByteBuffer kept;

	private @Nullable ByteBuffer keptView;

	private volatile int pauses;

	private boolean redeliver;

	private boolean ended;

	Input(NioConnection connection) {
		this.connection = connection;
	}

	boolean isPaused() {
		return this.pauses != 0;
	}

	boolean isPaused(PauseReason reason) {
		return (this.pauses & reason.bit()) != 0;
	}

	boolean isEnded() {
		return this.ended;
	}

	void pause(PauseReason reason) {
		if (!isPaused(reason)) {
			this.pauses = this.pauses | reason.bit();
			this.connection.life().settleLater();
		}
	}

	void resume(PauseReason reason) {
		if (isPaused(reason)) {
			this.pauses = this.pauses & ~reason.bit();
			this.redeliver = true;
			this.connection.life().settleLater();
		}
	}

	/** Reads one full buffer at most. */
	void read() throws IOException {
		ReadBuffer buffer = this.connection.loop().readBuffer();
		int count = this.connection.transport().read(buffer.empty());
		if (count < 0) {
			end();
		}
		else if (count > 0) {
			this.connection.counters().read.add(count);
			this.connection.deadlines().read();
			received(buffer, count);
		}
	}

	private void received(ReadBuffer buffer, int count) {
		if (!this.connection.isOpen()) {
			this.connection.closing().discarded(count);
		}
		else if (this.kept == null) {
			deliver(buffer, count);
		}
		else if (append(buffer.rest(0, count))) {
			deliverKept();
		}
	}

	private void deliver(ReadBuffer buffer, int count) {
		ByteBuffer view = buffer.lend(count);
		this.connection.loop().guard().run(Callback.DATA, this.connection, ON_DATA, view);
		int consumed = view.position();
		if (consumed < count && this.connection.isOpen()) {
			append(buffer.rest(consumed, count));
			checkKept();
		}
		buffer.takeBack(count);
	}

	private void deliverKept() {
		ByteBuffer view = unconsumed();
		this.connection.loop().guard().run(Callback.DATA, this.connection, ON_DATA, view);
		ByteBuffer kept = this.kept;
		if (kept != null) {
			kept.position(Math.min(view.position(), kept.limit()));
			if (kept.hasRemaining() && this.connection.isOpen()) {
				checkKept();
			}
			else {
				release();
			}
		}
	}

	/** Delivers again what was left, once reading has been resumed. */
	void settle() {
		if (this.redeliver && !isPaused() && this.connection.isOpen()) {
			this.redeliver = false;
			if (this.kept != null) {
				int left = this.kept.remaining();
				long written = this.connection.output().accepted();
				deliverKept();
				checkProgress(left, written);
			}
		}
	}

	private void checkProgress(int left, long written) {
		boolean same = this.kept != null && this.kept.remaining() == left
				&& this.connection.output().accepted() == written;
		if (same && this.redeliver) {
			this.connection.closing().close(CloseReason.NO_PROGRESS, null);
		}
	}

	private void checkKept() {
		if (this.kept != null && this.kept.remaining() > this.connection.context().config().readMaxPending()) {
			this.connection.closing().close(CloseReason.READ_OVERFLOW, null);
		}
	}

	/** A view of what was left. */
	ByteBuffer unconsumed() {
		ByteBuffer kept = this.kept;
		ByteBuffer view = this.keptView;
		if (kept == null || view == null) {
			return NOTHING;
		}
		return view.clear().position(kept.position()).limit(kept.limit()).order(ByteOrder.BIG_ENDIAN);
	}

	private boolean append(ByteBuffer source) {
		ByteBuffer kept = roomFor(source.remaining());
		if (kept == null) {
			this.connection.closing().doom(CloseReason.MEMORY, null);
			return false;
		}
		int end = kept.limit();
		kept.limit(end + source.remaining());
		kept.put(end, source, source.position(), source.remaining());
		return true;
	}

	private @Nullable ByteBuffer roomFor(int bytes) {
		ByteBuffer kept = this.kept;
		if (kept == null) {
			return keepIn(this.connection.loop().buffers().acquire(bytes), NOTHING);
		}
		if (kept.capacity() - kept.limit() >= bytes) {
			return kept;
		}
		int left = kept.remaining();
		if (left <= kept.capacity() / 2 && kept.capacity() - left >= bytes) {
			return kept.compact().flip();
		}
		int capacity = Math.max(2 * kept.capacity(), left + bytes);
		ByteBuffer larger = keepIn(this.connection.loop().buffers().acquire(capacity), kept);
		if (larger != null) {
			this.connection.loop().buffers().release(kept);
		}
		return larger;
	}

	private @Nullable ByteBuffer keepIn(@Nullable ByteBuffer buffer, ByteBuffer content) {
		if (buffer != null) {
			buffer.put(content).flip();
			this.kept = buffer;
			this.keptView = buffer.asReadOnlyBuffer();
		}
		return buffer;
	}

	private void end() {
		this.ended = true;
		this.connection.life().settleLater();
		this.connection.deadlines().halfClosed();
		this.connection.life().call(Callback.INPUT_END);
	}

	/** Gives back what is kept. */
	void release() {
		if (this.kept != null) {
			this.connection.loop().buffers().release(this.kept);
			this.kept = null;
			this.keptView = null;
		}
	}

}
