package dev.leat.reactor;

import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A handler that does what its client's bytes tell it, each byte a command, and notes
 * what the engine owes: callbacks in order, one outcome for each write, tasks run.
 */
final class SimulatedHandler implements ConnectionHandler {

	final Connection connection;

	final List<String> violations;

	final Messages messages = new Messages();

	/** Outcomes by message; {@code null} in it for success. */
	final Map<String, @Nullable Throwable> outcomes = new HashMap<>();

	final List<String> sent = new ArrayList<>();

	private final List<String> sentWhileOpen = new ArrayList<>();

	final ArrayDeque<Owed> owed = new ArrayDeque<>();

	int tasksTaken;

	int tasksRun;

	@Nullable CloseReason closed;

	/** Bytes were left because reading was paused, so they come again when it is not. */
	boolean expectsMore;

	private boolean open;

	SimulatedHandler(Connection connection, List<String> violations) {
		this.connection = connection;
		this.violations = violations;
	}

	private void check(boolean holds, String what) {
		if (!holds) {
			this.violations.add(this.connection + ": " + what);
		}
	}

	@Override
	public void onOpen(Connection connection) {
		check(!this.open && this.closed == null, "opened twice");
		this.open = true;
	}

	@Override
	public void onData(Connection connection, ByteBuffer data) throws Exception {
		check(this.open, "data before open or after close");
		while (data.hasRemaining() && connection.isOpen() && obey(data.get() & 0xff)) {
			check(this.open, "closed inside a callback");
		}
		this.expectsMore = data.hasRemaining() && connection.isReadingPaused();
	}

	/** Whether to go on with the next command. */
	private boolean obey(int command) throws Exception {
		int argument = command >>> 4;
		switch (command & 0x0f) {
			case 0, 1, 2 -> write('L', argument * 50);
			case 3 -> write('L', 16_000 + argument * 1_000);
			case 4 -> transfer(argument * 500);
			case 5 -> pause(argument);
			case 6 -> {
				return false;
			}
			case 7 -> defer();
			case 8 -> answer(argument);
			case 9 -> execute(() -> write('L', argument));
			case 10 -> this.connection.schedule(Duration.ofMillis(argument), () -> write('L', 3));
			case 11 -> chain(argument);
			case 12 -> end(argument);
			default -> {
			}
		}
		return !this.connection.isReadingPaused();
	}

	void write(char sender, int length) {
		byte[] message = this.messages.next(sender, length);
		note(message);
		this.connection.write(ByteBuffer.wrap(message), outcome(Messages.name(message)));
	}

	private void note(byte[] message) {
		String name = Messages.name(message);
		this.sent.add(name);
		if (name.startsWith("L") && this.connection.isOpen()) {
			this.sentWhileOpen.add(name);
		}
	}

	private WriteListener outcome(String name) {
		return (where, count, failure) -> {
			check(!this.outcomes.containsKey(name), name + " told twice");
			check(this.closed == null || failure != null, name + " told as sent after the close");
			this.outcomes.put(name, failure);
		};
	}

	private void transfer(int length) {
		byte[] message = this.messages.next('L', length);
		note(message);
		this.connection.transfer(ByteBuffer.wrap(message), outcome(Messages.name(message)));
	}

	private void pause(int millis) {
		this.connection.pauseReading();
		this.connection.schedule(Duration.ofMillis(millis), this.connection::resumeReading);
	}

	private void defer() {
		this.owed.add(new Owed(this.connection.defer(4), this.messages.next('A', 7)));
	}

	/** Gives an answer that is owed, not always the oldest. */
	void answer(int which) {
		if (!this.owed.isEmpty()) {
			Owed owed = ((which & 1) == 0) ? this.owed.removeFirst() : this.owed.removeLast();
			if (which > 12) {
				owed.answer.skip();
			}
			else {
				owed.answer.send(ByteBuffer.wrap(owed.message));
			}
		}
	}

	void execute(Runnable task) {
		this.tasksTaken++;
		this.connection.execute(() -> {
			this.tasksRun++;
			task.run();
		});
	}

	private void chain(int depth) {
		byte[] message = this.messages.next('L', depth);
		note(message);
		String name = Messages.name(message);
		this.connection.write(ByteBuffer.wrap(message), (where, count, failure) -> {
			outcome(name).done(where, count, failure);
			if (depth > 0 && failure == null) {
				chain(depth - 1);
			}
		});
	}

	private void end(int how) throws Exception {
		switch (how) {
			case 0, 1, 2 -> this.connection.close();
			case 3 -> throw new IllegalStateException("as the client wished");
			case 4 -> this.connection.abort();
			case 5 -> this.connection.shutdownOutput();
			default -> {
			}
		}
	}

	@Override
	public void onWriteComplete(Connection connection) {
		check(this.open, "write-complete before open or after close");
		check(connection.pendingWriteBytes() == 0 || !((NioConnection) connection).output().isWaiting(),
				"write-complete while bytes wait");
	}

	@Override
	public void onWritable(Connection connection) {
		check(this.open, "writable before open or after close");
		check(connection.isWritable(), "told to be writable and is not");
	}

	@Override
	public void onInputEnd(Connection connection) {
		check(this.open, "input-end before open or after close");
		connection.close();
	}

	@Override
	public void onClose(Connection connection, CloseReason reason, @Nullable Throwable cause) {
		check(this.open, "closed without being open, or twice");
		check(this.outcomes.keySet().containsAll(this.sentWhileOpen), "closed before all writes were told");
		check(!(cause instanceof ClosedChannelException), "written to after its own FIN");
		this.open = false;
		this.closed = reason;
	}

	/** What has to hold in the end, given what the client has got. */
	void verify(byte[] received) {
		check(this.closed != null, "never closed");
		check(this.tasksTaken == this.tasksRun, this.tasksRun + " of " + this.tasksTaken + " tasks ran");
		try {
			var whole = Messages.read(received);
			for (String name : this.sent) {
				check(this.outcomes.containsKey(name), name + " never told");
				check((this.outcomes.get(name) == null) == whole.contains(name),
						name + " told as " + this.outcomes.get(name) + ", got: " + whole.contains(name));
			}
		}
		catch (AssertionError ex) {
			check(false, ex.getMessage());
		}
	}

	/** An answer and what it will say. */
	private record Owed(Answer answer, byte[] message) {
	}

}
