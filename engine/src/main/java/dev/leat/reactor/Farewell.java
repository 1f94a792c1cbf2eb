package dev.leat.reactor;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Tells those who wait for it that a connection has ended, after its handler was told.
 * Made when the first one asks. Any thread.
 */
final class Farewell {

	private final CompletableFuture<CloseReason> future = new CompletableFuture<>();

	/** What users hold of it; each stage made of the future stays with the future. */
	private final CompletionStage<CloseReason> stage = this.future.minimalCompletionStage();

	/** Completes on the loop, with the reason. */
	CompletionStage<CloseReason> stage() {
		return this.stage;
	}

	/** The connection has ended; only the first call counts. Loop thread only. */
	void tell(CloseReason reason) {
		this.future.complete(reason);
	}

}
