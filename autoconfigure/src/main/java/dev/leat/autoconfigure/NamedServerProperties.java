package dev.leat.autoconfigure;

import org.jspecify.annotations.Nullable;

/**
 * Settings of the server of a name.
 */
class NamedServerProperties extends ServerProperties {

	/**
	 * Whether this server is opened.
	 */
	private boolean enabled = true;

	/**
	 * Name of the handler bean. By default the bean that is called like the server.
	 */
	private @Nullable String handler;

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public @Nullable String getHandler() {
		return this.handler;
	}

	public void setHandler(@Nullable String handler) {
		this.handler = handler;
	}

}
