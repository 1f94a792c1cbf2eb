package dev.leat.sample.resp;

/**
 * Ends the decoding of a request that is none. Without a stack trace: the peer causes it,
 * as often as it likes.
 */
final class MalformedRequestException extends Exception {

	private final String problem;

	MalformedRequestException(String problem) {
		super(problem, null, false, false);
		this.problem = problem;
	}

	Request.Malformed request() {
		return new Request.Malformed(this.problem);
	}

}
