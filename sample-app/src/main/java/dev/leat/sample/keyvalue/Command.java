package dev.leat.sample.keyvalue;

import dev.leat.sample.resp.Reply;

/**
 * One row of the table of commands.
 *
 * @param name in lower case
 * @param arity how many words a call has, the name included; negative for that many or
 * more
 * @param grows whether it may need memory, so that it is refused when there is no more
 * @param action what it does
 */
record Command(String name, int arity, boolean grows, Action action) {

	Command(String name, int arity, Action action) {
		this(name, arity, false, action);
	}

	static Command growing(String name, int arity, Action action) {
		return new Command(name, arity, true, action);
	}

	Reply run(Call call) throws CommandException {
		boolean fits = (this.arity < 0) ? call.size() >= -this.arity : call.size() == this.arity;
		if (!fits) {
			throw CommandException.wrongArity(this.name);
		}
		return this.action.run(call);
	}

	/**
	 * What a command does. It runs under the lock of the store and never waits.
	 */
	@FunctionalInterface
	interface Action {

		Reply run(Call call) throws CommandException;

	}

}
