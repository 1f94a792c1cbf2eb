package dev.leat.reactor;

import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * The way of an application's writes into {@link Output}: checked against the cap before
 * anything else, direct on the loop, as mail from other threads. What is refused is told
 * to the listener, and without one thrown, or closes the connection, as the policy says.
 * Any thread.
 */
final class Writes {

	private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

	private Writes() {
	}

	static void write(NioConnection connection, ByteBuffer bytes, @Nullable WriteListener done) {
		if (!tryWrite(connection, bytes, done)) {
			WriteOverflowException failure = overflow(connection, bytes.remaining());
			if (done == null || !notice(connection, (same) -> same.output().refuse(done, failure))) {
				throw failure;
			}
		}
	}

	/**
	 * Has something done on the loop that carries no bytes, and counts as a task since no
	 * bytes bound it.
	 * @return whether not too many wait already
	 */
	private static boolean notice(NioConnection connection, Consumer<NioConnection> what) {
		if (connection.loop().inLoop()) {
			what.accept(connection);
			return true;
		}
		try {
			connection.loop().takeTask();
		}
		catch (RejectedExecutionException ex) {
			return false;
		}
		connection.ask((same) -> {
			same.loop().taskStarts();
			what.accept(same);
		});
		return true;
	}

	/** Writes, unless that goes over the cap and the policy is to refuse. */
	static boolean tryWrite(NioConnection connection, ByteBuffer bytes, @Nullable WriteListener done) {
		int count = bytes.remaining();
		if (!connection.output().takesWrites()) {
			bytes.position(bytes.limit());
			refuse(connection, done, new ClosedChannelException());
		}
		else if (connection.loop().inLoop() ? fits(connection, count)
				: count > 0 && connection.output().reserve(count)) {
			accept(connection, bytes, done);
		}
		else if (count == 0 && notice(connection, (same) -> same.output().write(NOTHING.duplicate(), done))) {
			return true;
		}
		else if (failsOnOverflow(connection)) {
			return false;
		}
		else {
			bytes.position(bytes.limit());
			WriteOverflowException failure = overflow(connection, count);
			refuse(connection, done, failure);
			overflowed(connection, failure);
		}
		return true;
	}

	/**
	 * Whether a write of the loop's thread fits under the cap. What the batch holds may
	 * have to wait too; where that decides, the socket is asked first. If that ends the
	 * connection, the cap is no longer what stands in the way.
	 */
	static boolean fits(NioConnection connection, int bytes) {
		Output output = connection.output();
		Batch batch = connection.loop().batch();
		if (batch.held(output) + bytes <= output.allowance()) {
			return true;
		}
		batch.flush(output);
		return bytes <= output.allowance() || !output.takesWrites();
	}

	private static void accept(NioConnection connection, ByteBuffer bytes, @Nullable WriteListener done) {
		if (connection.loop().inLoop()) {
			connection.output().write(bytes, done);
		}
		else {
			byte[] copy = new byte[bytes.remaining()];
			bytes.get(copy);
			connection.deliver(new Asks.Write(connection, copy, done));
		}
	}

	static void transfer(NioConnection connection, ByteBuffer bytes, WriteListener done) {
		if (!connection.output().takesWrites()) {
			refuse(connection, done, new ClosedChannelException());
			return;
		}
		WriteOverflowException overflow = reserve(connection, bytes.remaining());
		if (overflow == null) {
			connection.mail(new Asks.Transfer(connection, bytes, done));
		}
		else if (!failsOnOverflow(connection)) {
			refuse(connection, done, overflow);
			overflowed(connection, overflow);
		}
		else if (!notice(connection, (same) -> same.output().refuse(done, overflow))) {
			throw overflow;
		}
	}

	static void transfer(NioConnection connection, FileChannel file, long position, long count, WriteListener done) {
		if (position < 0 || count < 0) {
			throw new IllegalArgumentException(
					"The region begins at " + position + " and has " + count + " bytes; both must be zero or more");
		}
		connection.ask((same) -> same.output().transfer(file, position, count, done));
	}

	/**
	 * Counts bytes as pending that will be written later, unless that goes over the cap.
	 */
	static @Nullable WriteOverflowException reserve(NioConnection connection, int bytes) {
		return connection.output().reserve(bytes) ? null : overflow(connection, bytes);
	}

	static boolean failsOnOverflow(NioConnection connection) {
		return connection.config().writeOverflow() == ServerConfig.WriteOverflow.FAIL;
	}

	/** The cap was exceeded and the policy is to close. */
	static void overflowed(NioConnection connection, WriteOverflowException failure) {
		connection.ask((same) -> {
			same.limited("write.max-pending");
			same.closing().abort(CloseReason.WRITE_OVERFLOW, failure);
		});
	}

	private static void refuse(NioConnection connection, @Nullable WriteListener done, Throwable failure) {
		if (done != null) {
			connection.ask((same) -> same.output().refuse(done, failure));
		}
	}

	private static WriteOverflowException overflow(NioConnection connection, int bytes) {
		return new WriteOverflowException(connection.server(), bytes, connection.output().pending(),
				connection.config().writeMaxPending());
	}

}
