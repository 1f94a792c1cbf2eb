package dev.leat.reactor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * The loops of a group while it runs: those that carry connections, and the one that
 * accepts (which with no others carries them too).
 */
final class RunningLoops implements Supplier<EventLoop> {

	private static final AtomicLong IDS = new AtomicLong();

	private final EventLoop acceptor;

	private final EventLoop[] carriers;

	private final List<EventLoop> all;

	private final Watchdog watchdog;

	private int last = -1;

	private RunningLoops(List<EventLoop> all, Watchdog watchdog) {
		this.all = all;
		this.watchdog = watchdog;
		this.acceptor = all.get(all.size() - 1);
		int carriers = Math.max(1, all.size() - 1);
		this.carriers = all.subList(0, carriers).toArray(new EventLoop[0]);
	}

	/**
	 * Opens the selectors and starts the threads.
	 * @throws IOException if a selector cannot be opened; nothing is left then
	 */
	static RunningLoops start(GroupSettings settings, List<LoopCounters> counters, List<BufferPool> buffers,
			Stalls stalls) throws IOException {
		List<EventLoop> loops = new ArrayList<>();
		Watchdog watchdog = new Watchdog(settings, buffers.get(0).budget(), stalls);
		try {
			for (int i = 0; i < counters.size(); i++) {
				loops.add(new EventLoop(i, settings, counters.get(i), buffers.get(i), watchdog));
			}
		}
		catch (IOException | RuntimeException | Error ex) {
			loops.forEach(EventLoop::discard);
			throw ex;
		}
		startThreads(loops, settings, watchdog);
		return new RunningLoops(loops, watchdog);
	}

	private static void startThreads(List<EventLoop> loops, GroupSettings settings, Watchdog watchdog) {
		int started = 0;
		try {
			watchdog.watch(loops);
			for (EventLoop loop : loops) {
				settings.start(loop);
				started++;
			}
		}
		catch (RuntimeException | Error ex) {
			loops.subList(started, loops.size()).forEach(EventLoop::discard);
			loops.subList(0, started).forEach(RunningLoops::endThread);
			watchdog.stop().join();
			throw ex;
		}
	}

	private static void endThread(EventLoop loop) {
		loop.stop();
		if (!loop.inLoop()) {
			loop.ended().join();
		}
	}

	EventLoop acceptor() {
		return this.acceptor;
	}

	/** All of them. */
	List<EventLoop> all() {
		return this.all;
	}

	/** Those that carry connections. */
	EventLoop[] carriers() {
		return this.carriers;
	}

	/** A number for a connection that no other one of this process has. */
	static long nextId() {
		return IDS.incrementAndGet();
	}

	/**
	 * The loop with the fewest connections; among equals, each in its turn. One that has
	 * died is not chosen. Acceptor loop only.
	 */
	@Override
	public EventLoop get() {
		int count = this.carriers.length;
		int best = (this.last + 1) % count;
		for (int i = 2; i <= count; i++) {
			int candidate = (this.last + i) % count;
			if (load(candidate) < load(best)) {
				best = candidate;
			}
		}
		this.last = best;
		return this.carriers[best];
	}

	private int load(int carrier) {
		EventLoop loop = this.carriers[carrier];
		return loop.isGone() ? Integer.MAX_VALUE : loop.counters().connections();
	}

	boolean inLoop() {
		for (EventLoop loop : this.all) {
			if (loop.inLoop()) {
				return true;
			}
		}
		return false;
	}

	/** Ends the threads; completes when they have ended. */
	CompletableFuture<Void> stop() {
		this.all.forEach(EventLoop::stop);
		return ended();
	}

	/** Completes when the threads have ended that were told to. */
	CompletableFuture<Void> ended() {
		return CompletableFuture.allOf(this.all.stream().map(EventLoop::ended).toArray(CompletableFuture[]::new))
			.thenCompose((nothing) -> this.watchdog.stop());
	}

}
