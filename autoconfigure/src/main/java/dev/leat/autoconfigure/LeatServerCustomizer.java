package dev.leat.autoconfigure;

import dev.leat.reactor.ServerConfig;

/**
 * Changes the settings of the servers of handler beans after the properties. Beans of
 * this type are called in their order, once for each server that is to be opened; a
 * {@link dev.leat.reactor.LeatServer} that is itself a bean is not customized.
 */
@FunctionalInterface
public interface LeatServerCustomizer {

	/**
	 * Changes the settings of one server.
	 * @param name the name of the server
	 * @param config with the properties applied
	 */
	void customize(String name, ServerConfig.Builder config);

}
