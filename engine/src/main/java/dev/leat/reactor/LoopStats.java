package dev.leat.reactor;

import java.time.Duration;

/**
 * Figures of one event loop, counted since its group was created. Any thread may read
 * them; reading takes no lock on the loop.
 */
public interface LoopStats {

	/**
	 * What a loop spends time on. Also the {@code state} tag of the meter
	 * {@code leat.eventloop.time}.
	 */
	enum State {

		/** Selecting, reading, writing and accepting. */
		IO,
		/** User callbacks; sampled. */
		HANDLER,
		/** TLS work; sampled. */
		TLS,
		/** Tasks, timers and what ends a turn. */
		TASKS,
		/** Waiting. */
		IDLE

	}

	/**
	 * The name of the loop's thread and the {@code loop} tag of its meters, for example
	 * {@code loop-0} or {@code acceptor}.
	 * @return the name
	 */
	String name();

	/**
	 * Connections that live on this loop.
	 * @return now
	 */
	int connections();

	/**
	 * Tasks of {@link Connection#execute} and {@link Connection#schedule} that wait for
	 * the loop.
	 * @return now
	 */
	int pendingTasks();

	/**
	 * Turns of the loop.
	 * @return since the start
	 */
	long iterations();

	/**
	 * Times that another thread woke the loop.
	 * @return since the start
	 */
	long wakeups();

	/**
	 * Whether its thread runs: from the start of the first server to the stop of the
	 * last, unless it has died. One that has died is replaced within a second where that
	 * is possible.
	 * @return now
	 */
	boolean isAlive();

	/**
	 * Turns that held the loop for the {@link EventLoopGroup.Builder#blockedWarning
	 * blocked warning} or longer, so that all its other connections waited.
	 * @return since the start
	 */
	long blocked();

	/**
	 * How late the loop comes to what is due: what the last probe found, which there is
	 * once a second where a {@link EventLoopGroup.Builder#lagListener lag listener} is
	 * told, or how long the turn lasts in which the loop is now, if that is longer. Zero
	 * while it does not run.
	 * @return now
	 */
	Duration lag();

	/**
	 * Selectors replaced because they failed, or returned early again and again.
	 * @return since the start
	 */
	long selectorRebuilds();

	/**
	 * Threads that took the place of one that had died.
	 * @return since the start
	 */
	long restarts();

	/**
	 * Where the time went.
	 * @param state on what
	 * @return nanoseconds since the start
	 */
	long nanos(State state);

	/**
	 * The share of the last second or more that the loop worked rather than waited.
	 * @return from 0 to 1
	 */
	double utilization();

}
