package dev.leat.autoconfigure;

import java.util.HashSet;
import java.util.Set;

import dev.leat.reactor.LeatServer;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.HierarchicalBeanFactory;
import org.springframework.beans.factory.ListableBeanFactory;

/**
 * Knows the servers of the contexts above this one. Contexts share their properties, so
 * that these name them too.
 */
final class OtherServers {

	private final Set<String> names = new HashSet<>();

	OtherServers(BeanFactory beans) {
		for (BeanFactory above = above(beans); above != null; above = above(above)) {
			if (above instanceof ListableBeanFactory context) {
				context.getBeansOfType(LeatServers.class, false, false).values().forEach(this::add);
			}
		}
	}

	private static @Nullable BeanFactory above(BeanFactory beans) {
		return (beans instanceof HierarchicalBeanFactory context) ? context.getParentBeanFactory() : null;
	}

	private void add(Iterable<LeatServer> servers) {
		servers.forEach((server) -> this.names.add(ServerName.uniform(server.name())));
	}

	/** Whether one of them is called so. */
	boolean have(String name) {
		return this.names.contains(ServerName.uniform(name));
	}

}
