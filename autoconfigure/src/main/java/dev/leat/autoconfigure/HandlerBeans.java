package dev.leat.autoconfigure;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

import dev.leat.codec.FrameHandler;
import dev.leat.reactor.ConnectionHandler;
import dev.leat.reactor.HandlerFactory;
import dev.leat.reactor.LeatServer;

import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.AbstractBeanDefinition;

/**
 * Finds the beans that handle connections: singletons of this context that are default
 * candidates for injection.
 */
final class HandlerBeans {

	private final ConfigurableListableBeanFactory beans;

	HandlerBeans(ConfigurableListableBeanFactory beans) {
		this.beans = beans;
	}

	/** The names of all handler beans, in the order of their definition. */
	Set<String> names() {
		Set<String> names = new LinkedHashSet<>(candidates(ConnectionHandler.class));
		names.addAll(candidates(HandlerFactory.class));
		return names;
	}

	private Set<String> candidates(Class<?> type) {
		Set<String> names = new LinkedHashSet<>(Arrays.asList(this.beans.getBeanNamesForType(type, false, true)));
		names.removeIf((name) -> !isDefaultCandidate(name));
		return names;
	}

	private boolean isDefaultCandidate(String name) {
		if (!this.beans.containsBeanDefinition(name)) {
			return true;
		}
		BeanDefinition definition = this.beans.getMergedBeanDefinition(name);
		return definition.isAutowireCandidate()
				&& (!(definition instanceof AbstractBeanDefinition bean) || bean.isDefaultCandidate());
	}

	/** The servers that are themselves beans of this context. */
	Collection<LeatServer> ownServers() {
		return this.beans.getBeansOfType(LeatServer.class).values();
	}

	/** Whether a bean of this name can handle connections. */
	boolean isHandler(String name) {
		return this.beans.containsBean(name) && (this.beans.isTypeMatch(name, ConnectionHandler.class)
				|| this.beans.isTypeMatch(name, HandlerFactory.class));
	}

	/**
	 * The handler that serves a server.
	 * @throws SetupFailure if the bean does not exist or is no handler
	 */
	HandlerFactory get(String name, String server) {
		if (!this.beans.containsBean(name)) {
			throw unusable(server, "names the handler bean '" + name + "', which does not exist");
		}
		Object bean = this.beans.getBean(name);
		if (bean instanceof ConnectionHandler && bean instanceof HandlerFactory) {
			throw new SetupFailure(
					"The bean '" + name + "' is of two handler types: ConnectionHandler and HandlerFactory.",
					"Let " + bean.getClass().getName() + " implement one of them.");
		}
		if (bean instanceof ConnectionHandler handler) {
			return (connection) -> handler;
		}
		if (bean instanceof HandlerFactory factory) {
			return factory;
		}
		throw unusable(server,
				"names the handler bean '" + name + "', which is neither a ConnectionHandler nor a HandlerFactory");
	}

	private SetupFailure unusable(String server, String why) {
		return new SetupFailure("Server '" + server + "' " + why + ".",
				"Set " + ServerName.prefix(server) + ".handler to one of the handler beans: " + names() + ".");
	}

	/**
	 * A frame handler needs a framing before it can listen.
	 * @throws SetupFailure if there is one that no other bean uses
	 */
	void rejectBareFrameHandlers() {
		Set<String> bare = candidates(FrameHandler.class);
		bare.removeAll(names());
		bare.removeIf((name) -> this.beans.getDependentBeans(name).length > 0);
		if (!bare.isEmpty()) {
			String name = bare.iterator().next();
			throw new SetupFailure(
					"The bean '" + name + "' is a FrameHandler, and nothing says how its frames begin and end.",
					"Make a HandlerFactory bean of it, for example with Framing.lines(UTF_8).handler(...), "
							+ "or mark it with @Bean(defaultCandidate = false) if it is not to listen.");
		}
	}

}
