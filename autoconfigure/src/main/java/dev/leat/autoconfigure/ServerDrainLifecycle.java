package dev.leat.autoconfigure;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import dev.leat.reactor.DrainResult;
import dev.leat.reactor.LeatServer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationContext;
import org.springframework.context.SmartLifecycle;

/**
 * Lets connections finish before the servers stop. The application stops being ready
 * first, then after the quiet period each server drains for its grace period; the phase
 * ends when all are done.
 */
final class ServerDrainLifecycle implements SmartLifecycle {

	static final int PHASE = DEFAULT_PHASE - 1024;

	/** How long what is cut off at the end of the grace period may take to go. */
	private static final Duration PATIENCE = Duration.ofMillis(500);

	private static final Logger LOG = LoggerFactory.getLogger(LeatServers.class);

	private final LeatServers servers;

	private final ServerSettings settings;

	private final Duration phaseTimeout;

	private final ApplicationContext context;

	private final Announcer announcer;

	private volatile boolean running;

	private volatile boolean refusing;

	ServerDrainLifecycle(LeatServers servers, ServerSettings settings, Duration phaseTimeout,
			ApplicationContext context) {
		this.servers = servers;
		this.settings = settings;
		this.phaseTimeout = phaseTimeout;
		this.context = context;
		this.announcer = new Announcer(context);
	}

	@Override
	public void start() {
		if (this.refusing) {
			this.refusing = false;
			announce(ReadinessState.ACCEPTING_TRAFFIC);
		}
		this.servers.forEach(this::warnIfShortened);
		this.running = true;
	}

	private void warnIfShortened(LeatServer server) {
		ShutdownTimes set = timesOf(server);
		ShutdownTimes times = set.within(this.phaseTimeout);
		if (!times.equals(set)) {
			LOG.warn(
					"Server '{}' shortens its shutdown to quiet-period {} and grace-period {}, for {} and {} "
							+ "do not fit into spring.lifecycle.timeout-per-shutdown-phase={}: "
							+ "set that to {}s or more, or ask for less",
					server.name(), Sizes.spell(times.quiet()), Sizes.spell(times.grace()), Sizes.spell(set.quiet()),
					Sizes.spell(set.grace()), Sizes.spell(this.phaseTimeout), set.phaseSeconds());
		}
	}

	private ShutdownTimes timesOf(LeatServer server) {
		return ShutdownTimes.of(this.settings.of(server.name()).getShutdown());
	}

	@Override
	public void stop() {
		stop(() -> {
		});
	}

	@Override
	public void stop(Runnable callback) {
		this.running = false;
		if (this.servers.all().stream().anyMatch(LeatServer::isRunning)) {
			this.refusing = true;
			announce(ReadinessState.REFUSING_TRAFFIC);
		}
		CompletableFuture<?>[] drains = this.servers.all()
			.stream()
			.filter(LeatServer::isRunning)
			.map((server) -> drain(server).toCompletableFuture())
			.toArray(CompletableFuture<?>[]::new);
		CompletableFuture.allOf(drains).whenComplete((nothing, failure) -> callback.run());
	}

	private void announce(ReadinessState state) {
		this.announcer.announce(new AvailabilityChangeEvent<>(this.context, state));
	}

	private CompletionStage<?> drain(LeatServer server) {
		ShutdownTimes times = timesOf(server).within(this.phaseTimeout);
		return after(times.quiet()).thenCompose((nothing) -> {
			this.announcer.announce(new LeatServerEvent.Draining(server, times.grace()));
			return server.drain(times.grace())
				.toCompletableFuture()
				.copy()
				.orTimeout(times.grace().plus(PATIENCE).toMillis(), TimeUnit.MILLISECONDS);
		}).handle((result, failure) -> {
			report(server, result);
			return null;
		});
	}

	private static CompletableFuture<Void> after(Duration quiet) {
		return quiet.isZero() ? CompletableFuture.completedFuture(null) : CompletableFuture.runAsync(() -> {
		}, CompletableFuture.delayedExecutor(quiet.toMillis(), TimeUnit.MILLISECONDS));
	}

	private void report(LeatServer server, @Nullable DrainResult result) {
		if (result == null) {
			LOG.warn("Server '{}' has not drained in time: {} connections are left, whose event loop is held",
					server.name(), server.connections().size());
			return;
		}
		if (result.finished() + result.forced() > 0) {
			LOG.info("Server '{}' has drained: {} connections finished, {} were closed", server.name(),
					result.finished(), result.forced());
		}
		this.announcer.announce(new LeatServerEvent.Drained(server, result));
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

	@Override
	public boolean isPauseable() {
		return false;
	}

}
