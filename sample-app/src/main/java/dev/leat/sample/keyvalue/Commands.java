package dev.leat.sample.keyvalue;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.leat.sample.resp.Reply;
import org.jspecify.annotations.Nullable;

/**
 * Runs commands, one at a time: it holds the store as a lock, so that each is atomic for
 * the connections of all event loops, one with many keys too. Any thread.
 */
final class Commands {

	/** How much of what a client sent comes back in an error. */
	private static final int QUOTED = 128;

	private final Map<String, Command> table = new HashMap<>();

	private final Store store;

	private final Statistics statistics;

	private final long maxMemory;

	private Commands(Store store, Statistics statistics, long maxMemory) {
		this.store = store;
		this.statistics = statistics;
		this.maxMemory = maxMemory;
	}

	/**
	 * Fills the table.
	 * @param store what the commands work on, and nobody else
	 * @param statistics where calls are counted
	 * @param maxMemory bytes of the store above which commands that need more are refused
	 */
	static Commands of(Store store, Statistics statistics, long maxMemory) {
		Commands commands = new Commands(store, statistics, maxMemory);
		commands.add(new StringCommands(store).commands());
		commands.add(new KeyCommands(store).commands());
		commands.add(ConnectionCommands.commands());
		commands.add(new ServerCommands(new Settings(maxMemory), new Info(store, statistics, maxMemory)).commands());
		return commands;
	}

	private void add(Collection<Command> commands) {
		commands.forEach((command) -> this.table.put(command.name(), command));
	}

	Reply execute(Session session, List<byte[]> words) {
		Call call = new Call(session, words);
		Command command = this.table.get(call.word(0));
		try {
			synchronized (this.store) {
				this.statistics.called();
				this.store.sweep();
				return run(command, call);
			}
		}
		catch (CommandException ex) {
			return ex.reply();
		}
	}

	private Reply run(@Nullable Command command, Call call) throws CommandException {
		if (command == null) {
			throw unknown(call);
		}
		if (command.grows() && this.store.usedMemory() > this.maxMemory) {
			throw new CommandException("OOM command not allowed when used memory > 'maxmemory'.");
		}
		return command.run(call);
	}

	private static CommandException unknown(Call call) {
		StringBuilder arguments = new StringBuilder();
		for (int i = 1; i < call.size() && arguments.length() < QUOTED; i++) {
			arguments.append('\'').append(start(call.text(i), QUOTED - arguments.length() + 1)).append("' ");
		}
		return new CommandException(
				"ERR unknown command '" + start(call.text(0), QUOTED) + "', with args beginning with: " + arguments);
	}

	static String start(String text, int length) {
		return (text.length() > length) ? text.substring(0, length) : text;
	}

}
