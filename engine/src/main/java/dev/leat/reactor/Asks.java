package dev.leat.reactor;

import java.nio.ByteBuffer;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * The mail of a connection: what other threads ask of it.
 */
final class Asks {

	private Asks() {
	}

	/** Mail that ends its connection, and nothing else, if it cannot be opened. */
	abstract static class OfConnection extends Mail {

		private final NioConnection connection;

		OfConnection(NioConnection connection) {
			this.connection = connection;
		}

		@Override
		final void open() {
			try {
				deliver(this.connection);
			}
			catch (Throwable failure) {
				this.connection.life().failed(failure);
			}
		}

		abstract void deliver(NioConnection connection);

	}

	/** Anything that needs no more than the connection. */
	static final class Ask extends OfConnection {

		private final Consumer<NioConnection> what;

		Ask(NioConnection connection, Consumer<NioConnection> what) {
			super(connection);
			this.what = what;
		}

		@Override
		void deliver(NioConnection connection) {
			this.what.accept(connection);
		}

	}

	/**
	 * Mail of a connection that has to stay behind a {@link Broadcast}, and behind what
	 * waits in the connection's own box. Until it is opened what comes later has to stay
	 * behind it.
	 */
	static final class Behind extends OfConnection {

		private final Mail mail;

		Behind(NioConnection connection, Mail mail) {
			super(connection);
			this.mail = mail;
		}

		@Override
		void deliver(NioConnection connection) {
			connection.openAll();
			this.mail.open();
			connection.loop().batch().flush();
			connection.life().settleLater();
			connection.loop().inbox().broadcastEnds();
		}

	}

	/** Bytes to send, which count as pending already. */
	static final class Write extends OfConnection {

		private final byte[] bytes;

		private final @Nullable WriteListener done;

		Write(NioConnection connection, byte[] bytes, @Nullable WriteListener done) {
			super(connection);
			this.bytes = bytes;
			this.done = done;
		}

		@Override
		void deliver(NioConnection connection) {
			connection.output().writeReserved(ByteBuffer.wrap(this.bytes), this.done);
		}

	}

	/** Bytes that are given away, which count as pending already. */
	static final class Transfer extends OfConnection {

		private final ByteBuffer bytes;

		private final WriteListener done;

		Transfer(NioConnection connection, ByteBuffer bytes, WriteListener done) {
			super(connection);
			this.bytes = bytes;
			this.done = done;
		}

		@Override
		void deliver(NioConnection connection) {
			connection.output().transfer(this.bytes, this.done);
		}

	}

	/** A task of the application's, which counts as waiting. */
	static final class Task extends Mail {

		private static final Guard.Call<Runnable> RUN = (connection, task) -> task.run();

		private final NioConnection connection;

		private final Runnable task;

		Task(NioConnection connection, Runnable task) {
			this.connection = connection;
			this.task = task;
		}

		@Override
		void open() {
			this.connection.loop().taskStarts();
			this.connection.loop().guard().run(Callback.TASK, this.connection, RUN, this.task);
		}

	}

}
