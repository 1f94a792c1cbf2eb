package dev.leat.autoconfigure.metrics;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.leat.reactor.CloseReason;
import dev.leat.reactor.Connection;
import dev.leat.reactor.EventLoopGroup;
import dev.leat.reactor.LagListener;
import dev.leat.reactor.LeatServer;
import dev.leat.reactor.LoopStats;
import dev.leat.reactor.ServerListener;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;

/**
 * Records what the engine tells as it happens, rather than counts: how late the loops
 * are, and how long connections lived. Before meters are bound it forgets what it is
 * told. Any thread.
 */
final class Durations implements LagListener, ServerListener {

	private final Map<String, List<Timer>> lags = new ConcurrentHashMap<>();

	private final Map<String, List<Timer>> lives = new ConcurrentHashMap<>();

	/** Loops that do not probe have no lag to show: a timer of theirs would stay at 0. */
	void bind(EventLoopGroup loops, BoundMeters meters) {
		if (loops.lagListener() != null) {
			loops.loopStats().forEach((loop) -> bind(loop, meters));
		}
	}

	void bind(LoopStats loop, BoundMeters meters) {
		add(this.lags, loop.name(), meters.timer(LeatMeter.EVENTLOOP_LAG, loop.name()));
	}

	void bind(LeatServer server, BoundMeters meters) {
		add(this.lives, server.name(), meters.timer(LeatMeter.SERVER_CONNECTION_DURATION, server.name()));
	}

	/** Each registry has a timer of its own. */
	private static void add(Map<String, List<Timer>> timers, String name, Timer timer) {
		timers.computeIfAbsent(name, (first) -> new CopyOnWriteArrayList<>()).add(timer);
	}

	@Override
	public void lag(LoopStats loop, Duration lag) {
		record(this.lags, loop.name(), lag);
	}

	@Override
	public void closed(Connection connection, CloseReason reason, @Nullable Throwable cause, Duration age) {
		record(this.lives, connection.server(), age);
	}

	private static void record(Map<String, List<Timer>> timers, String name, Duration duration) {
		timers.getOrDefault(name, List.of()).forEach((timer) -> timer.record(duration));
	}

}
