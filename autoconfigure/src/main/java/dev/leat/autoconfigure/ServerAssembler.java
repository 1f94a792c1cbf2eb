package dev.leat.autoconfigure;

import java.util.ArrayList;
import java.util.List;

import dev.leat.reactor.EventLoopGroup;
import dev.leat.reactor.LeatServer;
import dev.leat.reactor.ServerConfig;
import dev.leat.reactor.ServerListener;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.env.Environment;

/**
 * Builds the servers of the context, and refuses what cannot work before a port opens.
 */
final class ServerAssembler {

	private final Environment environment;

	private final HandlerBeans handlers;

	private final LeatProperties properties;

	private final ObjectProvider<EventLoopGroup> loops;

	private final ObjectProvider<LeatServerCustomizer> customizers;

	private final ObjectProvider<ServerListener> listeners;

	ServerAssembler(Environment environment, HandlerBeans handlers, LeatProperties properties, BeanFactory beans) {
		this.environment = environment;
		this.handlers = handlers;
		this.properties = properties;
		this.loops = beans.getBeanProvider(EventLoopGroup.class);
		this.customizers = beans.getBeanProvider(LeatServerCustomizer.class);
		this.listeners = beans.getBeanProvider(ServerListener.class);
	}

	List<LeatServer> assemble() {
		new UnknownKeys().reject(this.environment);
		if (!this.properties.isEnabled()) {
			return List.of();
		}
		List<LeatServer> servers = new ArrayList<>();
		new ServerPlans(new ServerSettings(this.environment), this.handlers)
			.collect(this.properties.getServers().keySet())
			.forEach((plan) -> servers.add(build(plan)));
		servers.addAll(this.handlers.ownServers());
		PortConflicts.reject(servers);
		this.handlers.rejectBareFrameHandlers();
		return List.copyOf(servers);
	}

	private LeatServer build(ServerPlan plan) {
		ServerConfig config = config(plan);
		LeatServer.Builder server = LeatServer.builder(plan.name())
			.loops(this.loops.getObject())
			.config(config)
			.handler(this.handlers.get(plan.handler(), plan.name()))
			.listener(new FirstLimitLog(plan.name(), config));
		this.listeners.orderedStream().forEach(server::listener);
		return server.build();
	}

	private ServerConfig config(ServerPlan plan) {
		try {
			ServerConfig.Builder config = ServerConfigMapper.map(plan.settings());
			this.customizers.orderedStream().forEach((customizer) -> customizer.customize(plan.name(), config));
			return config.build();
		}
		catch (IllegalArgumentException ex) {
			throw new OutOfRange(ex).ofServer(plan.name());
		}
	}

}
