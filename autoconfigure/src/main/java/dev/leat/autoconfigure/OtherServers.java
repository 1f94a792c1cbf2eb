package dev.leat.autoconfigure;

import java.util.HashSet;
import java.util.Set;

import dev.leat.reactor.LeatServer;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.HierarchicalBeanFactory;
import org.springframework.beans.factory.ListableBeanFactory;

/**
 * Knows the servers that are not made of handler beans here, though the properties may
 * name them: those that are beans themselves, and those of the contexts above this one.
 */
final class OtherServers {

	private final Set<String> names = new HashSet<>();

	OtherServers(Iterable<LeatServer> own, BeanFactory beans) {
		add(own);
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
