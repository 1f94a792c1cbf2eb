package dev.leat.reactor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/**
 * A read whose outcome is a future. Until the loop uses its buffer its owner may take it
 * back, and then no byte is taken; afterwards the owner's word has no effect, and the
 * bytes arrive. Until one of both, it holds the {@link ReadSide}.
 */
final class PendingRead extends CompletableFuture<Integer> {

	static final Guard.Call<PendingRead> FULFIL = (connection, read) -> read.fulfil();

	private final ReadSide side;

	private final ByteBuffer into;

	/** Held so that the half is not taken for lost while it is read. */
	private final ReadHandle owner;

	private final Loan loan;

	private final int from;

	PendingRead(ReadSide side, ByteBuffer into, ReadHandle owner) {
		this.side = side;
		this.into = into;
		this.owner = owner;
		this.loan = new Loan(into);
		this.from = into.position();
	}

	/** What the loop may fill; {@code null} where that has to fail. */
	@Nullable Loan loan() {
		return this.into.isReadOnly() ? null : this.loan;
	}

	/** Whether it waits for bytes: there is room for some, and its half is open. */
	boolean isWaiting() {
		return !this.loan.isBack() && this.into.hasRemaining() && this.owner.isOpen();
	}

	/** Tells what was read, or reads now, unless it was taken back; on the loop. */
	private void fulfil() {
		if (this.loan.isSpent()) {
			int count = this.into.position() - this.from;
			this.side.letGo();
			super.complete(count);
		}
		else if (this.loan.pickUp() != null) {
			take();
		}
	}

	private void take() {
		int count = 0;
		Exception failure = null;
		try {
			count = this.side.take(this.into);
		}
		catch (IOException | RuntimeException ex) {
			failure = ex;
		}
		finally {
			this.loan.layDown(true);
			this.side.letGo();
		}
		tell(count, failure);
	}

	private void tell(int count, @Nullable Exception failure) {
		if (failure != null) {
			super.completeExceptionally(failure);
		}
		else {
			super.complete(count);
		}
	}

	private boolean takeBack() {
		boolean taken = this.loan.takeBack();
		if (taken) {
			this.side.forget(this);
		}
		return taken;
	}

	@Override
	public boolean complete(Integer value) {
		return takeBack() && super.complete(value);
	}

	@Override
	public boolean completeExceptionally(Throwable failure) {
		return takeBack() && super.completeExceptionally(failure);
	}

	@Override
	public boolean cancel(boolean mayInterrupt) {
		return takeBack() && super.cancel(mayInterrupt);
	}

}
