package dev.leat.reactor;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;

/**
 * One answer between its deferral and its turn. Whoever gives it fills it in and mails
 * it; from then on it is the loop's.
 *
 * <pre>
 *  OWED ── send, skip, fail: any thread ──&gt; GIVEN ── mail opened, its turn: loop ──&gt; delivered
 * </pre>
 */
final class OwedAnswer extends Mail implements Answer {

	private final NioConnection connection;

	private final long since;

	private final AtomicBoolean given = new AtomicBoolean();

	private byte @Nullable [] bytes;

	private @Nullable Throwable failure;

	private boolean here;

	OwedAnswer(NioConnection connection, long since) {
		this.connection = connection;
		this.since = since;
	}

	@Override
	public void send(ByteBuffer source) {
		give();
		WriteOverflowException overflow = Writes.reserve(this.connection, source.remaining());
		if (overflow == null) {
			this.bytes = new byte[source.remaining()];
			source.get(this.bytes);
		}
		else if (Writes.failsOnOverflow(this.connection)) {
			this.given.set(false);
			throw overflow;
		}
		else {
			source.position(source.limit());
			Writes.overflowed(this.connection, overflow);
		}
		this.connection.mail(this);
	}

	@Override
	public void skip() {
		give();
		this.connection.mail(this);
	}

	@Override
	public void fail(Throwable failure) {
		give();
		this.failure = failure;
		this.connection.mail(this);
	}

	private void give() {
		if (!this.given.compareAndSet(false, true)) {
			throw new IllegalStateException("This answer of " + this.connection + " was given already");
		}
	}

	/** It has come to the loop. */
	@Override
	void open() {
		this.here = true;
		this.connection.answers().deliver();
	}

	boolean isHere() {
		return this.here;
	}

	long since() {
		return this.since;
	}

	byte @Nullable [] bytes() {
		return this.bytes;
	}

	@Nullable Throwable failure() {
		return this.failure;
	}

}
