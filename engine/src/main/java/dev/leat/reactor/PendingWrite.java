package dev.leat.reactor;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/**
 * A write whose outcome is a future. It holds the {@link WriteSide} until the last of its
 * bytes is accepted.
 */
final class PendingWrite {

	private static final Guard.Call<PendingWrite> FAIL = (connection, write) -> write.fail();

	private final CompletableFuture<Long> told = new CompletableFuture<>();

	private final WriteSide side;

	private final ByteBuffer bytes;

	private final long length;

	/** Held so that the half is not taken for lost while it is written to. */
	private final WriteHandle owner;

	PendingWrite(WriteSide side, ByteBuffer bytes, WriteHandle owner) {
		this.side = side;
		this.bytes = bytes;
		this.length = bytes.remaining();
		this.owner = owner;
	}

	CompletableFuture<Long> told() {
		return this.told;
	}

	/**
	 * Goes on where it can; on the loop.
	 * @return whether no more is to be done
	 */
	boolean proceed() {
		Ending ending = this.side.ending();
		boolean done = ending != null || this.side.send(this.bytes, this::tell);
		if (done) {
			this.side.letGo();
		}
		if (ending != null) {
			this.side.connection().loop().guard().run(Callback.STREAM, this.side.connection(), FAIL, this);
		}
		return done;
	}

	private void fail() {
		Ending ending = this.side.ending();
		if (ending != null) {
			this.told.completeExceptionally(ending.failure());
		}
	}

	private void tell(Connection connection, long bytes, @Nullable Throwable failure) {
		if (failure != null) {
			this.told.completeExceptionally(failure);
		}
		else {
			this.told.complete(this.length);
		}
	}

}
