package dev.leat.autoconfigure.metrics;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import dev.leat.reactor.CloseReason;
import dev.leat.reactor.Connection;
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

	private final Map<String, Timer> lags = new ConcurrentHashMap<>();

	private final Map<String, Timer> lives = new ConcurrentHashMap<>();

	void bind(LoopStats loop, BoundMeters meters) {
		this.lags.put(loop.name(), meters.timer(LeatMeter.EVENTLOOP_LAG, loop.name()));
	}

	void bind(LeatServer server, BoundMeters meters) {
		this.lives.put(server.name(), meters.timer(LeatMeter.SERVER_CONNECTION_DURATION, server.name()));
	}

	@Override
	public void lag(LoopStats loop, Duration lag) {
		record(this.lags.get(loop.name()), lag);
	}

	@Override
	public void closed(Connection connection, CloseReason reason, @Nullable Throwable cause, Duration age) {
		record(this.lives.get(connection.server()), age);
	}

	private static void record(@Nullable Timer timer, Duration duration) {
		if (timer != null) {
			timer.record(duration);
		}
	}

}
