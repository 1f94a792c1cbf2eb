package dev.leat.reactor;

import org.jspecify.annotations.Nullable;

/**
 * The one place where user code is called. Whatever it throws closes its own connection,
 * moves a counter, and the loop goes on. Loop thread only.
 */
final class Guard {

	private static final Log LOG = new Log(Guard.class);

	private final Batch batch;

	private final LoopCounters counters;

	private @Nullable NioConnection running;

	private final LogLimit log = new LogLimit();

	private boolean toldOfInterrupt;

	Guard(Batch batch, LoopCounters counters) {
		this.batch = batch;
		this.counters = counters;
	}

	/** Whose user code runs now; another thread may see what was so a moment ago. */
	@Nullable NioConnection running() {
		return this.running;
	}

	/** Whether user code of a connection runs now, which may have been lent its input. */
	boolean isRunning(NioConnection connection) {
		return this.running == connection;
	}

	/**
	 * Calls user code and then sends the small writes that it made.
	 * @return whether it returned normally
	 */
	<T> boolean run(Callback callback, NioConnection connection, Call<T> call, T argument) {
		long begun = this.counters.handlerBegins();
		this.running = connection;
		try {
			call.on(connection, argument);
			return true;
		}
		catch (Throwable failure) {
			failed(callback, connection, failure, begun);
			return false;
		}
		finally {
			this.running = null;
			if (Thread.interrupted()) {
				leftInterrupted(callback, connection);
			}
			this.batch.flush();
			this.counters.handlerEnds(begun);
		}
	}

	/** The flag would wake the selector again and again. */
	private void leftInterrupted(Callback callback, NioConnection connection) {
		if (!this.toldOfInterrupt) {
			this.toldOfInterrupt = true;
			LOG.get()
				.warn("The interrupt flag that {} left set in {} is cleared; this is told once for each event loop",
						connection, callback.word());
		}
	}

	/** A failure is user code too: telling of it may throw, out of its message say. */
	void failed(Callback callback, NioConnection connection, Throwable failure, long now) {
		try {
			connection.life().userFailed(callback, failure);
		}
		catch (Throwable again) {
			if (this.log.allows(now)) {
				LOG.get()
					.error("The failure of {} in {} cannot be told; {} more since the last line", connection,
							callback.word(), this.log.held(), OneLine.of(again));
			}
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
