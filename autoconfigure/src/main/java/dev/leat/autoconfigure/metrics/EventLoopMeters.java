package dev.leat.autoconfigure.metrics;

import java.util.Locale;
import java.util.concurrent.TimeUnit;

import dev.leat.reactor.BufferStats;
import dev.leat.reactor.EventLoopGroup;
import dev.leat.reactor.LoopStats;

/**
 * Binds what event loops and their buffers count.
 */
final class EventLoopMeters {

	private static final String DIRECT = "direct";

	private static final String HEAP = "heap";

	private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

	private EventLoopMeters() {
	}

	static void bind(EventLoopGroup loops, BoundMeters meters) {
		loops.loopStats().forEach((loop) -> bind(loop, meters));
		meters.counter(LeatMeter.EVENTLOOP_RESTARTS, loops, EventLoopMeters::restarts);
		bind(loops.bufferStats(), meters);
	}

	private static double restarts(EventLoopGroup loops) {
		return loops.loopStats().stream().mapToLong(LoopStats::restarts).sum();
	}

	private static void bind(LoopStats loop, BoundMeters meters) {
		String name = loop.name();
		meters.gauge(LeatMeter.EVENTLOOP_UTILIZATION, loop, LoopStats::utilization, name);
		meters.gauge(LeatMeter.EVENTLOOP_TASKS_PENDING, loop, LoopStats::pendingTasks, name);
		meters.gauge(LeatMeter.EVENTLOOP_CONNECTIONS, loop, LoopStats::connections, name);
		meters.counter(LeatMeter.EVENTLOOP_ITERATIONS, loop, LoopStats::iterations, name);
		meters.counter(LeatMeter.EVENTLOOP_WAKEUPS, loop, LoopStats::wakeups, name);
		meters.counter(LeatMeter.EVENTLOOP_BLOCKED, loop, LoopStats::blocked, name);
		meters.counter(LeatMeter.EVENTLOOP_SELECTOR_REBUILDS, loop, LoopStats::selectorRebuilds, name);
		for (LoopStats.State state : LoopStats.State.values()) {
			meters.counter(LeatMeter.EVENTLOOP_TIME, loop, (stats) -> stats.nanos(state) / NANOS, name,
					state.name().toLowerCase(Locale.ROOT));
		}
	}

	private static void bind(BufferStats buffers, BoundMeters meters) {
		meters.gauge(LeatMeter.BUFFER_MEMORY_USED, buffers, BufferStats::used, DIRECT);
		meters.gauge(LeatMeter.BUFFER_MEMORY_POOLED, buffers, BufferStats::pooled, DIRECT);
		meters.gauge(LeatMeter.BUFFER_MEMORY_LIMIT, buffers, BufferStats::limit, DIRECT);
		meters.gauge(LeatMeter.BUFFER_MEMORY_USED, buffers, (stats) -> 0, HEAP);
		meters.gauge(LeatMeter.BUFFER_MEMORY_POOLED, buffers, BufferStats::heapPooled, HEAP);
		meters.gauge(LeatMeter.BUFFER_MEMORY_LIMIT, buffers, BufferStats::heapLimit, HEAP);
		meters.counter(LeatMeter.BUFFER_ACQUIRED, buffers, BufferStats::acquiredPooled, "pooled");
		meters.counter(LeatMeter.BUFFER_ACQUIRED, buffers, BufferStats::acquiredAllocated, "allocated");
		meters.counter(LeatMeter.BUFFER_ACQUIRED, buffers, BufferStats::refused, "refused");
		meters.counter(LeatMeter.BUFFER_LEAKED, buffers, BufferStats::leaked);
	}

}
