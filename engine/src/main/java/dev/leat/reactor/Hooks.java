package dev.leat.reactor;

/**
 * What makes the handler of a connection, and its hooks that take no more than the
 * connection, as one call for the {@link Guard}.
 */
final class Hooks implements Guard.Call<Callback> {

	/** Calls the hook that its argument names. */
	static final Hooks NAMED = new Hooks();

	private Hooks() {
	}

	@Override
	public void on(NioConnection connection, Callback callback) throws Exception {
		if (callback == Callback.CREATE) {
			connection.life().create();
			return;
		}
		ConnectionHandler handler = connection.life().handler();
		switch (callback) {
			case OPEN -> handler.onOpen(connection);
			case WRITE_COMPLETE -> handler.onWriteComplete(connection);
			case WRITABLE -> handler.onWritable(connection);
			case INPUT_END -> handler.onInputEnd(connection);
			case CLOSE -> handler.onClose(connection, connection.closing().reason(), connection.closing().cause());
			default -> throw new IllegalArgumentException(callback + " takes an argument");
		}
	}

}
