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

	/** Anything that needs no more than the connection. */
	static final class Ask extends Mailbox.Mail {

		private final NioConnection connection;

		private final Consumer<NioConnection> what;

		Ask(NioConnection connection, Consumer<NioConnection> what) {
			this.connection = connection;
			this.what = what;
		}

		@Override
		void open() {
			this.what.accept(this.connection);
		}

	}

	/** Mail of a connection that has to stay behind a {@link Broadcast}. */
	static final class Behind extends Mailbox.Mail {

		private final NioConnection connection;

		private final Mailbox.Mail mail;

		Behind(NioConnection connection, Mailbox.Mail mail) {
			this.connection = connection;
			this.mail = mail;
		}

		@Override
		void open() {
			this.mail.open();
			this.connection.loop().batch().flush();
			this.connection.life().settleLater();
		}

	}

	/** Bytes to send, which count as pending already. */
	static final class Write extends Mailbox.Mail {

		private final NioConnection connection;

		private final byte[] bytes;

		private final @Nullable WriteListener done;

		Write(NioConnection connection, byte[] bytes, @Nullable WriteListener done) {
			this.connection = connection;
			this.bytes = bytes;
			this.done = done;
		}

		@Override
		void open() {
			this.connection.output().writeReserved(ByteBuffer.wrap(this.bytes), this.done);
		}

	}

	/** Bytes that are given away, which count as pending already. */
	static final class Transfer extends Mailbox.Mail {

		private final NioConnection connection;

		private final ByteBuffer bytes;

		private final WriteListener done;

		Transfer(NioConnection connection, ByteBuffer bytes, WriteListener done) {
			this.connection = connection;
			this.bytes = bytes;
			this.done = done;
		}

		@Override
		void open() {
			this.connection.output().transfer(this.bytes, this.done);
		}

	}

	/** A task of the application's, which counts as waiting. */
	static final class Task extends Mailbox.Mail {

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
