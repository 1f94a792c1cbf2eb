package dev.leat.reactor;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritePendingException;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/**
 * The output of a split connection. Whoever holds this side hands pieces to the loop as
 * mail, and waits while the {@link Output} stands above its high mark. Pieces are small
 * enough for the cap.
 */
final class WriteSide extends Side {

	private final Output output;

	private final int piece;

	private final long cap;

	private @Nullable PendingWrite pending;

	WriteSide(NioConnection connection, int piece) {
		super(connection);
		this.output = connection.output();
		this.cap = connection.context().config().writeMaxPending();
		this.piece = piece;
	}

	@Override
	IllegalStateException pending() {
		return new WritePendingException();
	}

	// The user's thread

	void write(ByteBuffer bytes) throws IOException {
		holdToWait();
		int before = bytes.position();
		try {
			checkEnding();
			while (bytes.hasRemaining()) {
				writePiece(bytes);
			}
		}
		catch (InterruptedIOException ex) {
			ex.bytesTransferred = bytes.position() - before;
			throw ex;
		}
		finally {
			letGo();
		}
	}

	private void writePiece(ByteBuffer bytes) throws IOException {
		int count = Math.min(bytes.remaining(), this.piece);
		while (!(this.output.isWritable() && this.output.reserve(count))) {
			await(() -> hasRoom(count), Nanos.FOREVER);
			checkEnding();
		}
		byte[] copy = new byte[count];
		bytes.get(copy);
		connection().inbox().put(new Asks.Write(connection(), copy, null));
	}

	private boolean hasRoom(int bytes) {
		return this.output.isWritable() && this.output.pending() + bytes <= this.cap;
	}

	/** Fails where nothing can be written any more. */
	void checkEnding() throws IOException {
		check();
		Ending ending = ending();
		if (ending != null) {
			throw ending.failure();
		}
	}

	void flush() throws IOException {
		holdToWait();
		try {
			checkEnding();
			CompletableFuture<@Nullable Throwable> told = new CompletableFuture<>();
			connection().inbox().ask((connection) -> this.output.tellWhenOut((same, bytes, failure) -> {
				told.complete(failure);
				changed();
			}));
			await(told::isDone, Nanos.FOREVER);
			Throwable failure = told.getNow(null);
			if (failure != null || !told.isDone()) {
				checkEnding();
			}
			if (failure != null) {
				throw new IOException(failure.getMessage(), failure);
			}
		}
		finally {
			letGo();
		}
	}

	CompletableFuture<Long> writeAsync(ByteBuffer bytes, WriteHandle owner) {
		hold();
		PendingWrite write = new PendingWrite(this, bytes, owner);
		connection().inbox().later((connection) -> begin(write));
		return write.told();
	}

	// The loop

	private void begin(PendingWrite write) {
		this.pending = write;
		changed();
	}

	/** Writes as much as there is room for, in pieces; whether all of it. */
	boolean send(ByteBuffer bytes, WriteListener done) {
		int end = bytes.limit();
		boolean all = false;
		int count = Math.min(bytes.remaining(), this.piece);
		while (!all && ending() == null && this.output.isWritable() && this.output.fits(count)) {
			bytes.limit(bytes.position() + count);
			all = bytes.limit() == end;
			this.output.write(bytes, all ? done : null);
			bytes.limit(end);
			connection().loop().batch().flush();
			count = Math.min(bytes.remaining(), this.piece);
		}
		return all;
	}

	@Override
	void closed() {
		shutIfDone();
		changed();
	}

	@Override
	void progress() {
		PendingWrite write = this.pending;
		if (write != null && write.proceed()) {
			this.pending = null;
		}
		shutIfDone();
	}

	private void shutIfDone() {
		if (hasCloseArrived() && this.pending == null && !this.output.isShut()) {
			this.output.shut();
		}
	}

}
