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
		switch (callback) {
			case CREATE -> connection.life().create();
			case OPEN -> handler(connection).onOpen(connection);
			case WRITE_COMPLETE -> handler(connection).onWriteComplete(connection);
			case WRITABLE -> handler(connection).onWritable(connection);
			case INPUT_END -> handler(connection).onInputEnd(connection);
			case CLOSE ->
				handler(connection).onClose(connection, connection.closing().reason(), connection.closing().cause());
			default -> throw new IllegalArgumentException(callback + " takes an argument");
		}
	}

	private static ConnectionHandler handler(NioConnection connection) {
		return connection.life().handler();
	}

}
