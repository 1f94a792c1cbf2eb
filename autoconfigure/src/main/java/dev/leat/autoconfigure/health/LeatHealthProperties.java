package dev.leat.autoconfigure.health;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings of Leat's health.
 */
@ConfigurationProperties("management.health.leat")
class LeatHealthProperties {

	/**
	 * Whether to show the health of servers and event loops.
	 */
	private boolean enabled = true;

	/**
	 * Time that an event loop may be held before it is down. By default it never is.
	 */
	private @Nullable Duration stallThreshold;

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public @Nullable Duration getStallThreshold() {
		return this.stallThreshold;
	}

	public void setStallThreshold(@Nullable Duration stallThreshold) {
		this.stallThreshold = stallThreshold;
	}

}
