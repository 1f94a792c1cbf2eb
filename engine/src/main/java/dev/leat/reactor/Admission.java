package dev.leat.reactor;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Decides who may come in. A socket takes a place in the server and one in the process; a
 * client must come from an address that is allowed and not denied, and that has not as
 * many connections as it may have. Any thread.
 */
final class Admission {

	private final Places server;

	private final Places process;

	private final List<AddressRange> allow;

	private final List<AddressRange> deny;

	private final AddressCounts addresses;

	Admission(ServerConfig config, Places process) {
		this.server = new Places(config.maxConnections());
		this.process = process;
		this.allow = AddressRange.parseAll("allow", config.allow());
		this.deny = AddressRange.parseAll("deny", config.deny());
		this.addresses = new AddressCounts(config.maxConnectionsPerAddress());
	}

	/** Tells from now on whenever a place has come back, here or to the process. */
	void await(Runnable freed) {
		this.process.await(freed);
	}

	void awaitNoMore(Runnable freed) {
		this.process.awaitNoMore(freed);
	}

	/**
	 * Takes a place, and counts the address.
	 * @return why that is not possible, or nothing
	 */
	@Nullable Refusal enter(@Nullable SocketAddress client) {
		Refusal full = takePlace();
		if (full != null) {
			return full;
		}
		Refusal refusal = letIn(client);
		if (refusal != null) {
			leavePlace();
		}
		return refusal;
	}

	private @Nullable Refusal takePlace() {
		if (!this.server.take()) {
			return Refusal.SERVER_FULL;
		}
		if (!this.process.take()) {
			this.server.giveBack();
			return Refusal.PROCESS_FULL;
		}
		return null;
	}

	/** Gives the place back, and counts the address no more. */
	void leave(@Nullable SocketAddress client) {
		if (client instanceof InetSocketAddress address) {
			this.addresses.giveBack(address.getAddress());
		}
		leavePlace();
	}

	private void leavePlace() {
		this.server.giveBack();
		this.process.giveBack();
	}

	/** Whether there is no place. */
	boolean isFull() {
		return this.server.isFull() || this.process.isFull();
	}

	/** Sockets that have a place. */
	int inside() {
		return this.server.taken();
	}

	private @Nullable Refusal letIn(@Nullable SocketAddress client) {
		return (client instanceof InetSocketAddress address) ? letIn(address.getAddress()) : null;
	}

	private @Nullable Refusal letIn(InetAddress client) {
		if (AddressRange.anyContains(this.deny, client)) {
			return Refusal.DENIED;
		}
		if (!this.allow.isEmpty() && !AddressRange.anyContains(this.allow, client)) {
			return Refusal.NOT_ALLOWED;
		}
		return this.addresses.take(client) ? null : Refusal.ADDRESS_FULL;
	}

	/** How many addresses have a connection, where that is counted. */
	int addresses() {
		return this.addresses.size();
	}

}
