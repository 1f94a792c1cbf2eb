package dev.leat.reactor;

import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;

import org.jspecify.annotations.Nullable;

/**
 * The way of an application's writes into {@link Output}: checked against the cap before
 * anything else, direct on the loop, as mail from other threads. What is refused is told
 * to the listener, and without one thrown, or closes the connection, as the policy says.
 * Any thread.
 */
final class Writes {

	private final NioConnection connection;

	private final EventLoop loop;

	private final Output output;

	Writes(NioConnection connection) {
		this.connection = connection;
		this.loop = connection.loop();
		this.output = connection.output();
	}

	void write(ByteBuffer bytes, @Nullable WriteListener done) {
		if (!tryWrite(bytes, done)) {
			WriteOverflowException failure = overflow(bytes.remaining());
			if (done == null) {
				throw failure;
			}
			refuse(done, failure);
		}
	}

	/** Writes, unless that goes over the cap and the policy is to refuse. */
	boolean tryWrite(ByteBuffer bytes, @Nullable WriteListener done) {
		int count = bytes.remaining();
		if (!this.output.takesWrites()) {
			bytes.position(bytes.limit());
			refuse(done, new ClosedChannelException());
		}
		else if (this.loop.inLoop() ? this.output.fits(count) : this.output.reserve(count)) {
			accept(bytes, done);
		}
		else if (failsOnOverflow()) {
			return false;
		}
		else {
			bytes.position(bytes.limit());
			WriteOverflowException failure = overflow(count);
			refuse(done, failure);
			overflowed(failure);
		}
		return true;
	}

	private void accept(ByteBuffer bytes, @Nullable WriteListener done) {
		if (this.loop.inLoop()) {
			this.output.write(bytes, done);
		}
		else {
			byte[] copy = new byte[bytes.remaining()];
			bytes.get(copy);
			this.connection.inbox().put(new Asks.Write(this.connection, copy, done));
		}
	}

	void transfer(ByteBuffer bytes, WriteListener done) {
		WriteOverflowException overflow = this.output.takesWrites() ? reserve(bytes.remaining()) : null;
		if (overflow == null) {
			this.connection.inbox().mail(new Asks.Transfer(this.connection, bytes, done));
			return;
		}
		refuse(done, overflow);
		if (!failsOnOverflow()) {
			overflowed(overflow);
		}
	}

	void transfer(FileChannel file, long position, long count, WriteListener done) {
		if (position < 0 || count < 0) {
			throw new IllegalArgumentException(
					"The region begins at " + position + " and has " + count + " bytes; both must be zero or more");
		}
		this.connection.inbox().ask((connection) -> connection.output().transfer(file, position, count, done));
	}

	/**
	 * Counts bytes as pending that will be written later, unless that goes over the cap.
	 */
	@Nullable WriteOverflowException reserve(int bytes) {
		return this.output.reserve(bytes) ? null : overflow(bytes);
	}

	boolean failsOnOverflow() {
		return this.connection.config().writeOverflow() == ServerConfig.WriteOverflow.FAIL;
	}

	/** The cap was exceeded and the policy is to close. */
	void overflowed(WriteOverflowException failure) {
		this.connection.inbox().ask((connection) -> {
			connection.limited("write.max-pending");
			connection.closing().abort(CloseReason.WRITE_OVERFLOW, failure);
		});
	}

	private void refuse(@Nullable WriteListener done, Throwable failure) {
		if (done != null) {
			this.connection.inbox().ask((connection) -> connection.output().refuse(done, failure));
		}
	}

	private WriteOverflowException overflow(int bytes) {
		return new WriteOverflowException(this.connection.server(), bytes, this.output.pending(),
				this.connection.config().writeMaxPending());
	}

}
