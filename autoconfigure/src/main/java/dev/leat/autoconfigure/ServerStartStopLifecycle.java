package dev.leat.autoconfigure;

import java.util.List;

import dev.leat.reactor.BindFailure;
import dev.leat.reactor.LeatServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;

/**
 * Binds all servers when the context starts and stops them when it stops, after
 * {@link ServerDrainLifecycle} has let their connections finish.
 */
final class ServerStartStopLifecycle implements SmartLifecycle {

	static final int PHASE = DEFAULT_PHASE - 2048;

	private static final Logger LOG = LoggerFactory.getLogger(LeatServers.class);

	private final LeatServers servers;

	private final ServerOrigin origin;

	private final ServerDescription description;

	private final LocalPorts ports;

	private final ApplicationEventPublisher events;

	private final Announcer announcer;

	private volatile boolean running;

	ServerStartStopLifecycle(LeatServers servers, ServerOrigin origin, ServerDescription description, LocalPorts ports,
			ApplicationEventPublisher events) {
		this.servers = servers;
		this.origin = origin;
		this.description = description;
		this.ports = ports;
		this.events = events;
		this.announcer = new Announcer(events);
	}

	@Override
	public void start() {
		List<LeatServer> all = this.servers.all();
		try {
			all.forEach(this::start);
		}
		catch (RuntimeException | Error ex) {
			stop();
			throw ex;
		}
		this.running = true;
	}

	private void start(LeatServer server) {
		open(server);
		this.ports.show(server);
		LOG.info("{}", this.description.of(server));
		this.events.publishEvent(new LeatServerEvent.Started(server));
	}

	private void open(LeatServer server) {
		try {
			server.start();
		}
		catch (BindFailure ex) {
			throw new OpenFailure(ex, this.origin.isCode(server.name()));
		}
	}

	@Override
	public void stop() {
		this.servers.forEach(this::stop);
		this.running = false;
	}

	private void stop(LeatServer server) {
		if (server.isRunning()) {
			server.stop();
			this.ports.hide(server);
			this.announcer.announce(new LeatServerEvent.Stopped(server));
		}
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

	/** A paused context would leave its clients hanging: nothing pauses but all. */
	@Override
	public boolean isPauseable() {
		return false;
	}

}
