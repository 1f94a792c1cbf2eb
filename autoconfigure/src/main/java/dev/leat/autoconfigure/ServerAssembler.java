package dev.leat.autoconfigure;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import dev.leat.reactor.ConnectionHandler;
import dev.leat.reactor.EventLoopGroup;
import dev.leat.reactor.HandlerFactory;
import dev.leat.reactor.LeatServer;
import dev.leat.reactor.ServerConfig;
import dev.leat.reactor.ServerListener;
import dev.leat.reactor.StreamHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.core.env.Environment;

/**
 * Builds the servers of the context, and refuses what cannot work before a port opens.
 */
final class ServerAssembler {

	private static final Logger LOG = LoggerFactory.getLogger(LeatServers.class);

	private final Environment environment;

	private final BeanFactory beans;

	private final HandlerBeans handlers;

	private final ServerSettings settings;

	private final SetProperties set;

	private final StreamThreads threads;

	private final LeatProperties properties;

	private final ObjectProvider<EventLoopGroup> loops;

	private final ObjectProvider<LeatServerCustomizer> customizers;

	private final ObjectProvider<ServerListener> listeners;

	private final TlsConfigMapper tls;

	ServerAssembler(Environment environment, HandlerBeans handlers, LeatProperties properties, BeanFactory beans,
			TlsReloads reloads) {
		this.environment = environment;
		this.beans = beans;
		this.handlers = handlers;
		this.settings = new ServerSettings(environment);
		this.set = new SetProperties(environment);
		this.threads = new StreamThreads(environment, beans);
		this.properties = properties;
		this.loops = beans.getBeanProvider(EventLoopGroup.class);
		this.customizers = beans.getBeanProvider(LeatServerCustomizer.class);
		this.listeners = beans.getBeanProvider(ServerListener.class);
		this.tls = new TlsConfigMapper(beans.getBeanProvider(SslBundles.class).getIfAvailable(), reloads);
	}

	List<LeatServer> assemble() {
		new UnknownKeys().reject(this.environment);
		if (!this.properties.isEnabled()) {
			return List.of();
		}
		Collection<LeatServer> own = this.handlers.ownServers();
		List<LeatServer> servers = new ArrayList<>();
		plans(own).collect(this.properties.getServers().keySet()).forEach((plan) -> servers.add(build(plan)));
		servers.addAll(own);
		this.listeners.orderedStream().forEach((listener) -> servers.forEach((server) -> server.watch(listener)));
		new PortConflicts(new ServerOrigin(this.settings, this.handlers)).reject(servers);
		new OwnServerProperties(this.settings, this.set).reject(own);
		this.handlers.rejectBareFrameHandlers();
		warnOfPortForNothing(servers);
		return List.copyOf(servers);
	}

	private ServerPlans plans(Collection<LeatServer> own) {
		return new ServerPlans(this.settings, this.handlers, new OtherServers(own, this.beans), this.set);
	}

	/**
	 * No failure without handlers: a test of a part of the application may share its
	 * properties.
	 */
	private void warnOfPortForNothing(List<LeatServer> servers) {
		Integer port = this.properties.getServer().getPort();
		if (servers.isEmpty() && port != null && port > 0 && this.handlers.names().isEmpty()) {
			this.handlers.rejectScoped((name) -> true);
			LOG.warn("leat.server.port is {}, but no bean is one of {}: no server is opened", port,
					HandlerBeans.typeNames());
		}
	}

	private LeatServer build(ServerPlan plan) {
		ServerConfig config = config(plan);
		EventLoopGroup group = this.loops.getObject();
		LeatServer.Builder server = LeatServer.builder(plan.name())
			.loops(group)
			.config(config)
			.listener(new FirstLimitLog(plan.name(), config));
		handle(server, plan, config);
		return OutOfRange.ofTls(plan.name(), !SuppliedLoops.contain(group, this.beans), server::build);
	}

	private void handle(LeatServer.Builder server, ServerPlan plan, ServerConfig config) {
		Object handler = this.handlers.get(plan.handler(), plan.name());
		if (handler instanceof StreamHandler streams) {
			server.handler(streams);
			this.threads.supply(server, plan.name(), config.maxConnections());
		}
		else if (handler instanceof HandlerFactory factory) {
			server.handler(factory);
		}
		else {
			server.handler((ConnectionHandler) handler);
		}
	}

	private ServerConfig config(ServerPlan plan) {
		ServerConfig.Builder config = OutOfRange.ofServer(plan.name(), () -> ServerConfigMapper.map(plan.settings()));
		config.tls(this.tls.map(plan.name(), plan.settings().getSsl()));
		this.customizers.orderedStream().forEach((customizer) -> customizer.customize(plan.name(), config));
		return OutOfRange.ofServer(plan.name(), config::build);
	}

}
