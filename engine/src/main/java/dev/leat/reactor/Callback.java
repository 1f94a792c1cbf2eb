package dev.leat.reactor;

import java.util.Locale;

/**
 * The kinds of user code that the engine calls. Also the {@code callback} tag of the
 * meter {@code leat.server.handler.errors}.
 */
public enum Callback {

	/** {@link HandlerFactory#create}. */
	CREATE,
	/** {@link ConnectionHandler#onOpen}. */
	OPEN,
	/** {@link ConnectionHandler#onData}. */
	DATA,
	/** {@link ConnectionHandler#onWriteComplete}. */
	WRITE_COMPLETE,
	/** {@link ConnectionHandler#onWritable}. */
	WRITABLE,
	/** {@link ConnectionHandler#onInputEnd}. */
	INPUT_END,
	/** {@link ConnectionHandler#onIdle}. */
	IDLE,
	/** {@link ConnectionHandler#onDrain}. */
	DRAIN,
	/** {@link ConnectionHandler#onClose}. */
	CLOSE,
	/** {@link WriteListener#done}. */
	WRITE_LISTENER,
	/** A task of {@link Connection#execute}. */
	TASK,
	/**
	 * A task of {@link Connection#schedule} or {@link Connection#scheduleAtFixedRate}.
	 */
	TIMER,
	/** What gave an {@link Answer}, where that {@linkplain Answer#fail failed}. */
	ANSWER,
	/** {@link StreamHandler#handle}, and what hangs on a half's future. */
	STREAM;

	private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

	/**
	 * The callback as the log and the meters spell it, for example {@code input-end}.
	 * @return the name in lower case with dashes
	 */
	public String word() {
		return this.word;
	}

}
