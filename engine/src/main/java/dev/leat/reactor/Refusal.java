package dev.leat.reactor;

/**
 * What turns a client away: the reason that the log and the meters tell, and the setting
 * to change.
 */
enum Refusal {

	SERVER_FULL(RejectReason.LIMIT, "max-connections"),

	PROCESS_FULL(RejectReason.LIMIT, "leat.acceptor.max-connections"),

	ADDRESS_FULL(RejectReason.ADDRESS_LIMIT, "max-connections-per-address"),

	NOT_ALLOWED(RejectReason.DENIED, "allow"),

	DENIED(RejectReason.DENIED, "deny");

	private final RejectReason reason;

	private final String setting;

	Refusal(RejectReason reason, String setting) {
		this.reason = reason;
		this.setting = setting;
	}

	RejectReason reason() {
		return this.reason;
	}

	String setting() {
		return this.setting;
	}

}
