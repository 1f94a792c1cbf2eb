package dev.leat.reactor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.spi.SelectorProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * An event loop without a thread, for tests: it turns when it is told to, over a network
 * and a clock that are the test's. Its thread is whoever calls {@link #run} or
 * {@link #turn}, and only during the call; at any other time each thread is another one
 * than the loop's. Not for several threads at once.
 */
public final class SteppedLoop {

	private final EventLoopGroup group;

	private final List<EventLoop> loops = new ArrayList<>();

	private volatile long nanos;

	private SteppedLoop(SelectorProvider network) {
		this.group = EventLoopGroup.builder()
			.threads(0)
			.poisonViews(true)
			.provider(network)
			.clock(() -> this.nanos)
			.starter(this::own)
			.watch((watchdog) -> {
			})
			.build();
	}

	/**
	 * Makes a loop whose clock stands still until it is moved.
	 * @param network makes the selector and the sockets; a selector is never waited for
	 * @return the loop, which begins with the first server on its {@link #group() group}
	 */
	public static SteppedLoop over(SelectorProvider network) {
		return new SteppedLoop(network);
	}

	/**
	 * The group that has this loop and no other.
	 * @return the group, for servers that are started and stopped within {@link #run}
	 */
	public EventLoopGroup group() {
		return this.group;
	}

	/**
	 * Does something on the loop, between two turns.
	 * @param what to do at once
	 */
	public void run(Runnable what) {
		this.loops.forEach(EventLoop::takeOver);
		try {
			what.run();
		}
		finally {
			this.loops.forEach(EventLoop::letGo);
		}
	}

	/**
	 * Turns once: takes what is ready, fires what is due, and does what was asked.
	 * @return whether there is more to do of which the selector does not tell
	 */
	public boolean turn() {
		run(() -> List.copyOf(this.loops).forEach(this::turn));
		return this.loops.stream().anyMatch(EventLoop::hasWork);
	}

	/**
	 * How long until the next timer is due.
	 * @return zero or more; {@code null} without a timer
	 */
	public @Nullable Duration untilNextTimer() {
		HeapTimer first = this.loops.isEmpty() ? null : this.loops.get(0).timers().first();
		return (first != null) ? Duration.ofNanos(Math.max(0, first.due - this.nanos)) : null;
	}

	/**
	 * Moves the clock; the next turn sees it.
	 * @param by how far, zero or more
	 */
	public void advance(Duration by) {
		this.nanos += by.toNanos();
	}

	private void own(EventLoop loop) {
		loop.own();
		this.loops.add(loop);
	}

	private void turn(EventLoop loop) {
		try {
			// what was written within run() is like a task of the loop's
			loop.batch().flush();
			loop.turn(0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		if (loop.isStopping()) {
			loop.end();
			this.loops.remove(loop);
		}
	}

}
