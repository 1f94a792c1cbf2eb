package dev.leat.reactor;

/**
 * The one place where user code is called. Whatever it throws closes its own connection,
 * moves a counter, and the loop goes on. Loop thread only.
 */
final class Guard {

	private final Batch batch;

	private final LoopCounters counters;

	Guard(Batch batch, LoopCounters counters) {
		this.batch = batch;
		this.counters = counters;
	}

	/**
	 * Calls user code and then sends the small writes that it made.
	 * @return whether it returned normally
	 */
	<T> boolean run(Callback callback, NioConnection connection, Call<T> call, T argument) {
		long begun = this.counters.handlerBegins();
		try {
			call.on(connection, argument);
			return true;
		}
		catch (Throwable failure) {
			connection.life().userFailed(callback, failure);
			return false;
		}
		finally {
			Thread.interrupted();
			this.batch.flush();
			this.counters.handlerEnds(begun);
		}
	}

	/**
	 * User code with its connection and one argument; a constant, so that calling it
	 * allocates nothing.
	 *
	 * @param <T> the argument
	 */
	@FunctionalInterface
	interface Call<T> {

		void on(NioConnection connection, T argument) throws Exception;

	}

}
