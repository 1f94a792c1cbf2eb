package dev.leat.reactor;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Decides who may come in. A socket takes a place in the server and one in the process,
 * and finds memory in the budget; a client must come from an address that is allowed and
 * not denied, and that has not as many connections as it may have. Any thread.
 */
final class Admission {

	private final Places server;

	private final Places process;

	private final MemoryBudget memory;

	private final List<AddressRange> allow;

	private final List<AddressRange> deny;

	private final AddressCounts addresses;

	private final @Nullable ProxyConfig proxies;

	private final List<AddressRange> trusted;

	Admission(ServerConfig config, Places process, MemoryBudget memory) {
		this.server = new Places(config.maxConnections());
		this.process = process;
		this.memory = memory;
		this.allow = AddressRange.parseAll("allow", config.allow());
		this.deny = AddressRange.parseAll("deny", config.deny());
		this.addresses = new AddressCounts(config.maxConnectionsPerAddress());
		this.proxies = config.proxyProtocol();
		this.trusted = (this.proxies != null)
				? AddressRange.parseAll("proxy-protocol.trusted-proxies", this.proxies.trustedProxies()) : List.of();
	}

	/** Tells from now on whenever a place has come back, here or to the process. */
	void await(Listener listener) {
		this.process.await(listener);
	}

	void awaitNoMore(Listener listener) {
		this.process.awaitNoMore(listener);
	}

	/**
	 * Takes a place for a socket, and lets its client in unless a proxy is to tell who
	 * that is.
	 * @return why that is not possible, or nothing
	 */
	@Nullable Refusal enter(@Nullable SocketAddress peer) {
		Refusal full = takePlace();
		if (full != null) {
			return full;
		}
		Refusal refusal = asksProxies() ? believe(peer) : letIn(peer);
		if (refusal != null) {
			leavePlace();
		}
		return refusal;
	}

	/** Whether a client is let in only when it is known whether a proxy speaks for it. */
	boolean asksProxies() {
		return this.proxies != null;
	}

	/** Who has to send a header that will not be believed need not be waited for. */
	private @Nullable Refusal believe(@Nullable SocketAddress peer) {
		boolean hopeless = this.proxies != null && this.proxies.mode() == ProxyConfig.Mode.REQUIRED && !trusts(peer);
		return hopeless ? Refusal.PROXY_UNTRUSTED : null;
	}

	/** Whether what a peer says of its clients is believed. */
	boolean trusts(@Nullable SocketAddress peer) {
		return peer instanceof InetSocketAddress address
				&& AddressRange.anyContains(this.trusted, address.getAddress());
	}

	/** Gives back what {@link #enter} has taken for a socket. */
	void abandon(@Nullable SocketAddress peer) {
		leave(asksProxies() ? null : peer);
	}

	private @Nullable Refusal takePlace() {
		if (this.memory.isCritical()) {
			return Refusal.MEMORY_SHORT;
		}
		if (!this.server.take()) {
			return Refusal.SERVER_FULL;
		}
		if (!this.process.take()) {
			this.server.giveBack();
			return Refusal.PROCESS_FULL;
		}
		return null;
	}

	/**
	 * Gives the place back.
	 * @param client who was let in, if anybody was
	 */
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

	/** Whether there is too little memory for another one. */
	boolean isShortOfMemory() {
		return this.memory.isCritical();
	}

	/** Sockets that have a place. */
	int inside() {
		return this.server.taken();
	}

	/**
	 * Lets a client in, and counts it.
	 * @return why not, or nothing
	 */
	@Nullable Refusal letIn(@Nullable SocketAddress client) {
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
