package dev.leat.sample.keyvalue;

import dev.leat.sample.resp.Reply;

/**
 * Ends a command with an error, which is the client's and has no stack trace. The store
 * has not changed then.
 */
final class CommandException extends Exception {

	private final String text;

	/**
	 * Creates the exception.
	 * @param text of the error, its code in capitals first
	 */
	CommandException(String text) {
		super(text, null, false, false);
		this.text = text;
	}

	Reply reply() {
		return new Reply.Failure(this.text);
	}

	static CommandException syntax() {
		return new CommandException("ERR syntax error");
	}

	static CommandException notAnInteger() {
		return new CommandException("ERR value is not an integer or out of range");
	}

	static CommandException wrongArity(String command) {
		return new CommandException("ERR wrong number of arguments for '" + command + "' command");
	}

	static CommandException invalidExpiry(String command) {
		return new CommandException("ERR invalid expire time in '" + command + "' command");
	}

}
