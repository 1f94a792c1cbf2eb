package dev.leat.reactor;

import org.jspecify.annotations.Nullable;

/**
 * What turns a client away: the reason that the log and the meters tell, and the setting
 * to change where there is one.
 */
enum Refusal {

	SERVER_FULL(RejectReason.LIMIT, "max-connections"),

	PROCESS_FULL(RejectReason.LIMIT, "leat.acceptor.max-connections"),

	MEMORY_SHORT(RejectReason.MEMORY, "leat.buffers.max-memory"),

	ADDRESS_FULL(RejectReason.ADDRESS_LIMIT, "max-connections-per-address"),

	NOT_ALLOWED(RejectReason.DENIED, "allow"),

	DENIED(RejectReason.DENIED, "deny"),

	PROXY_UNTRUSTED(RejectReason.PROXY_UNTRUSTED, "proxy-protocol.trusted-proxies"),

	PROXY_TOO_LONG(RejectReason.PROXY_HEADER, "proxy-protocol.max-header-size"),

	PROXY_LATE(RejectReason.PROXY_HEADER, "proxy-protocol.header-timeout"),

	PROXY_MISSING(RejectReason.PROXY_HEADER, "proxy-protocol.mode"),

	PROXY_MALFORMED(RejectReason.PROXY_HEADER, null);

	private final RejectReason reason;

	private final @Nullable String setting;

	Refusal(RejectReason reason, @Nullable String setting) {
		this.reason = reason;
		this.setting = setting;
	}

	RejectReason reason() {
		return this.reason;
	}

	@Nullable String setting() {
		return this.setting;
	}

}
