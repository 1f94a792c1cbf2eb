package dev.leat.autoconfigure.endpoint;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import dev.leat.reactor.LoopStats;

/**
 * One event loop.
 *
 * @param name of its thread, without the prefix
 * @param alive whether its thread runs
 * @param utilization share of the last second or more that it worked, from 0 to 1
 * @param lagSeconds how late it comes to what is due
 * @param connections those that live on it
 * @param pendingTasks tasks of other threads that wait
 * @param timeSeconds where its time went, by what it did
 * @param iterations its turns
 * @param wakeups times that another thread woke it
 * @param blocked times that one turn held it too long
 * @param selectorRebuilds selectors that were replaced
 * @param restarts threads that were replaced
 */
record LoopView(String name, boolean alive, double utilization, double lagSeconds, int connections, int pendingTasks,
		Map<String, Double> timeSeconds, long iterations, long wakeups, long blocked, long selectorRebuilds,
		long restarts) {

	static LoopView of(LoopStats stats) {
		Map<String, Double> time = new LinkedHashMap<>();
		for (LoopStats.State state : LoopStats.State.values()) {
			time.put(state.name().toLowerCase(Locale.ROOT), Seconds.ofNanos(stats.nanos(state)));
		}
		return new LoopView(stats.name(), stats.isAlive(), stats.utilization(), Seconds.of(stats.lag()),
				stats.connections(), stats.pendingTasks(), time, stats.iterations(), stats.wakeups(), stats.blocked(),
				stats.selectorRebuilds(), stats.restarts());
	}

}
