package dev.leat.autoconfigure.endpoint;

import java.util.Set;
import java.util.function.UnaryOperator;

import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.Show;

/**
 * Decides who is shown the addresses of clients.
 *
 * @param show when
 * @param roles who, where it takes an authorization
 */
record Addresses(Show show, Set<String> roles) {

	boolean areShownTo(SecurityContext asking) {
		return this.show.isShown(asking, this.roles);
	}

	/** Shows an address as it is, or that there is one. */
	UnaryOperator<String> shownTo(SecurityContext asking) {
		return areShownTo(asking) ? UnaryOperator.identity() : (address) -> SanitizableData.SANITIZED_VALUE;
	}

}
