package dev.leat.benchmarks.run;

/**
 * Says why something cannot be measured here.
 */
class NotRunException extends RuntimeException {

	NotRunException(String reason) {
		super(reason);
	}

	String reason() {
		return String.valueOf(getMessage());
	}

}
