package dev.leat.sample.keyvalue;

import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.leat.sample.resp.Reply;

/**
 * A command whose second word is again the name of one.
 */
final class Subcommands implements Command.Action {

	private final String name;

	private final Map<String, Command> table;

	/**
	 * Makes the table.
	 * @param name of the command
	 * @param commands rows whose name is both words, as in {@code client|setname}
	 */
	Subcommands(String name, Command... commands) {
		this.name = name;
		this.table = Stream.of(commands).collect(Collectors.toMap(Command::name, Function.identity()));
	}

	@Override
	public Reply run(Call call) throws CommandException {
		Command command = this.table.get(this.name + "|" + call.word(1));
		if (command == null) {
			throw new CommandException("ERR unknown subcommand '" + Commands.start(call.text(1), 128) + "'. Try "
					+ this.name.toUpperCase(Locale.ROOT) + " HELP.");
		}
		return command.run(call);
	}

}
