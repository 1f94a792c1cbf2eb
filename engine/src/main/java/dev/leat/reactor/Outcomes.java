package dev.leat.reactor;

import java.util.ArrayDeque;

import org.jspecify.annotations.Nullable;

/**
 * The outcomes of writes that somebody waits for, in the order of the writes. A write is
 * out when as many bytes were sent as had been accepted at its end; the bytes themselves
 * know nothing of writes. Loop thread only.
 */
final class Outcomes {

	private final NioConnection connection;

	private final ArrayDeque<Outcome> waiting = new ArrayDeque<>();

	private int unsent;

	Outcomes(NioConnection connection) {
		this.connection = connection;
	}

	/** A write was accepted and ends at a position of the stream. */
	void expect(long end, long bytes, WriteListener listener) {
		this.unsent++;
		this.waiting.add(new Outcome(end, bytes, listener, null));
	}

	/** A write was refused; its listener is told in its turn. */
	void refuse(long end, WriteListener listener, Throwable failure) {
		this.waiting.add(new Outcome(end, 0, listener, failure));
	}

	/**
	 * Tells of the writes that are out. What listeners write meanwhile waits for the next
	 * call, so that a chain of writes cannot hold the loop.
	 * @param sent the position up to which the stream is sent
	 */
	void deliver(long sent) {
		for (int count = this.waiting.size(); count > 0; count--) {
			Outcome first = this.waiting.peek();
			if (first == null || first.end > sent) {
				return;
			}
			remove();
			tell(first, first.bytes, first.refused);
		}
	}

	/** Tells all of a failure: nothing more is sent. */
	void fail(long sent, Throwable failure) {
		for (int count = this.waiting.size(); count > 0; count--) {
			Outcome first = remove();
			long out = Math.max(0, Math.min(first.bytes, first.bytes - (first.end - sent)));
			boolean complete = first.refused == null && first.end <= sent;
			Throwable why = (first.refused != null) ? first.refused : failure;
			tell(first, out, complete ? null : why);
		}
	}

	private Outcome remove() {
		Outcome first = this.waiting.remove();
		if (first.refused == null) {
			this.unsent--;
		}
		return first;
	}

	private void tell(Outcome outcome, long bytes, @Nullable Throwable failure) {
		this.connection.loop()
			.guard()
			.run(Callback.WRITE_LISTENER, this.connection,
					(connection, listener) -> listener.done(connection, bytes, failure), outcome.listener);
	}

	/** Whether an accepted write has not been told; refused ones hold nothing up. */
	boolean isWaiting() {
		return this.unsent > 0;
	}

	/**
	 * What is known of a write.
	 *
	 * @param end the position of the stream at its end
	 * @param bytes its length
	 * @param listener who is told
	 * @param refused why it was never accepted
	 */
	private record Outcome(long end, long bytes, WriteListener listener, @Nullable Throwable refused) {
	}

}
