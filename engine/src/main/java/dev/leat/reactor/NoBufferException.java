package dev.leat.reactor;

import java.io.IOException;

/**
 * There is no buffer left under the budget, and nobody larger to take one from.
 */
final class NoBufferException extends IOException {

	private static final long serialVersionUID = 1L;

	NoBufferException() {
		super("No buffer is left under leat.buffers.max-memory");
	}

}
