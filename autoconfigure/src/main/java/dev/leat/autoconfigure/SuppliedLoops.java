package dev.leat.autoconfigure;

import dev.leat.reactor.EventLoopGroup;

import org.springframework.beans.factory.BeanFactory;

/**
 * The event loops that are made of the properties. A bean that is there only where the
 * application has none of its own, whatever that bean is called.
 *
 * @param group the event loops
 */
record SuppliedLoops(EventLoopGroup group) {

	/** Whether a group is of the properties; else it is the application's own. */
	static boolean contain(EventLoopGroup group, BeanFactory beans) {
		return beans.getBeanProvider(SuppliedLoops.class).stream().anyMatch((supplied) -> supplied.group() == group);
	}

}
