package dev.leat.autoconfigure;

import dev.leat.reactor.EventLoopGroup;

/**
 * Changes the settings of the event loops that the properties have made. Beans of this
 * type are called in their order, once, when the group is built; a group that is a bean
 * of the application is not customized.
 */
@FunctionalInterface
public interface EventLoopGroupCustomizer {

	/**
	 * Changes the settings.
	 * @param loops with the properties applied
	 */
	void customize(EventLoopGroup.Builder loops);

}
