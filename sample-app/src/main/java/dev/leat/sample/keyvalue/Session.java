package dev.leat.sample.keyvalue;

import java.util.function.Consumer;

/**
 * What a client's connection remembers between commands. Loop thread.
 */
final class Session {

	private final long id;

	private final Consumer<String> label;

	private String name = "";

	private boolean left;

	/**
	 * Makes a session without a name.
	 * @param id of the connection
	 * @param label told the client's name for itself
	 */
	Session(long id, Consumer<String> label) {
		this.id = id;
		this.label = label;
	}

	long id() {
		return this.id;
	}

	String name() {
		return this.name;
	}

	void rename(String value) {
		this.name = value;
		this.label.accept(value);
	}

	void leave() {
		this.left = true;
	}

	/** Whether the connection is to be closed after the reply. */
	boolean hasLeft() {
		return this.left;
	}

}
