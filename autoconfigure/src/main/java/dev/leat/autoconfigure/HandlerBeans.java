package dev.leat.autoconfigure;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import dev.leat.codec.FrameHandler;
import dev.leat.reactor.ConnectionHandler;
import dev.leat.reactor.HandlerFactory;
import dev.leat.reactor.LeatServer;
import dev.leat.reactor.StreamHandler;

import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.AbstractBeanDefinition;

/**
 * Finds the beans that handle connections: singletons of this context that are default
 * candidates for injection.
 */
final class HandlerBeans {

	private static final List<Class<?>> TYPES = List.of(ConnectionHandler.class, HandlerFactory.class,
			StreamHandler.class);

	private final ConfigurableListableBeanFactory beans;

	HandlerBeans(ConfigurableListableBeanFactory beans) {
		this.beans = beans;
	}

	/** The names of all handler beans of each type, in the order of their definition. */
	Set<String> names() {
		Set<String> names = new LinkedHashSet<>();
		TYPES.forEach((type) -> names.addAll(candidates(type)));
		return names;
	}

	private Set<String> candidates(Class<?> type) {
		return candidates(type, false);
	}

	private Set<String> candidates(Class<?> type, boolean alsoScoped) {
		String[] names = this.beans.getBeanNamesForType(type, alsoScoped, true);
		Set<String> candidates = new LinkedHashSet<>(Arrays.asList(names));
		candidates.removeIf((name) -> !isDefaultCandidate(name));
		return candidates;
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
		return this.beans.containsBean(name) && TYPES.stream().anyMatch((type) -> this.beans.isTypeMatch(name, type));
	}

	/** Whether a bean of this name handles connections on threads of their own. */
	boolean isStreamHandler(String name) {
		return this.beans.containsBean(name) && this.beans.isTypeMatch(name, StreamHandler.class);
	}

	/**
	 * The handler that serves a server.
	 * @return a bean of exactly one of the handler types
	 * @throws SetupFailure if the bean does not exist, is no singleton, is no handler, or
	 * is several
	 */
	Object get(String name, String server) {
		if (!this.beans.containsBean(name)) {
			throw unusable(server, "names the handler bean '" + name + "', which does not exist");
		}
		if (!this.beans.isSingleton(name)) {
			throw notShared(name);
		}
		Object bean = this.beans.getBean(name);
		List<String> types = TYPES.stream().filter((type) -> type.isInstance(bean)).map(Class::getSimpleName).toList();
		if (types.isEmpty()) {
			throw unusable(server, "names the handler bean '" + name + "', which is none of " + typeNames());
		}
		if (types.size() > 1) {
			throw new SetupFailure("The bean '" + name + "' is of " + types.size() + " handler types: "
					+ String.join(", ", types) + ".", "Let " + bean.getClass().getName() + " implement one of them.");
		}
		return bean;
	}

	/** The types that a handler bean may have. */
	static String typeNames() {
		return TYPES.stream().map(Class::getSimpleName).collect(Collectors.joining(", "));
	}

	private SetupFailure unusable(String server, String why) {
		return new SetupFailure("Server '" + server + "' " + why + ".",
				"Set " + ServerName.prefix(server) + ".handler to one of the handler beans: " + names() + ".");
	}

	/**
	 * A handler of another scope may be what a {@link HandlerFactory} asks for, but it is
	 * no server.
	 * @throws SetupFailure if there is one of such a name
	 */
	void rejectScoped(Predicate<String> named) {
		Set<String> scoped = new LinkedHashSet<>();
		TYPES.forEach((type) -> scoped.addAll(candidates(type, true)));
		scoped.removeIf((name) -> this.beans.isSingleton(name) || !named.test(name));
		if (!scoped.isEmpty()) {
			throw notShared(scoped.iterator().next());
		}
	}

	private static SetupFailure notShared(String name) {
		return new SetupFailure(
				"The bean '" + name + "' is not a singleton, and the connections of a server share its handler.",
				"Let a HandlerFactory bean make a handler for each connection, or make '" + name + "' a singleton.");
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
