package dev.leat.autoconfigure.endpoint;

import java.util.LinkedHashSet;
import java.util.Set;

import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings of the endpoint.
 */
@ConfigurationProperties("management.endpoint.leat")
class LeatEndpointProperties {

	/**
	 * When to show the addresses of clients.
	 */
	private Show showAddresses = Show.NEVER;

	/**
	 * Roles of those who are shown the addresses when authorized. When empty, all
	 * authenticated users are authorized.
	 */
	private final Set<String> roles = new LinkedHashSet<>();

	public Show getShowAddresses() {
		return this.showAddresses;
	}

	public void setShowAddresses(Show showAddresses) {
		this.showAddresses = showAddresses;
	}

	public Set<String> getRoles() {
		return this.roles;
	}

}
