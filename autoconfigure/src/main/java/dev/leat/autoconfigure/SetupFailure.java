package dev.leat.autoconfigure;

/**
 * The servers cannot be set up as the application asks. Says what was found and what to
 * do.
 */
final class SetupFailure extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String action;

	SetupFailure(String description, String action) {
		super(description);
		this.action = action;
	}

	String action() {
		return this.action;
	}

}
