package dev.leat.autoconfigure.metrics;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import dev.leat.autoconfigure.LeatServers;
import dev.leat.autoconfigure.TlsReloads;
import dev.leat.reactor.EventLoopGroup;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Binds all meters to the registry of the application, and removes them with the context:
 * a registry may outlive it.
 */
final class LeatMeterBinder implements MeterBinder, DisposableBean {

	private final LeatServers servers;

	private final ObjectProvider<EventLoopGroup> loops;

	private final Durations durations;

	private final TlsReloads reloads;

	private final Queue<BoundMeters> bound = new ConcurrentLinkedQueue<>();

	LeatMeterBinder(LeatServers servers, ObjectProvider<EventLoopGroup> loops, Durations durations,
			TlsReloads reloads) {
		this.servers = servers;
		this.loops = loops;
		this.durations = durations;
		this.reloads = reloads;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		BoundMeters meters = new BoundMeters(registry);
		this.bound.add(meters);
		this.loops.ifUnique((group) -> {
			EventLoopMeters.bind(group, meters);
			this.durations.bind(group, meters);
		});
		this.servers.forEach((server) -> {
			ServerMeters.bind(server, meters);
			this.durations.bind(server, meters);
			bindReloads(server.name(), meters);
		});
	}

	private void bindReloads(String server, BoundMeters meters) {
		meters.counter(LeatMeter.SERVER_TLS_RELOADS, this.reloads, (counts) -> counts.successes(server), server,
				"success");
		meters.counter(LeatMeter.SERVER_TLS_RELOADS, this.reloads, (counts) -> counts.failures(server), server,
				"failure");
	}

	@Override
	public void destroy() {
		this.bound.forEach(BoundMeters::remove);
	}

}
