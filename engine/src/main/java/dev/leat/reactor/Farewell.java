package dev.leat.reactor;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

/**
 * Tells those who wait for it that a connection has ended, after its handler was told.
 * Any thread, but for what says otherwise.
 */
final class Farewell {

	private final NioConnection connection;

	private volatile @Nullable CompletableFuture<CloseReason> future;

	/** What users hold of it; each stage made of the future stays with the future. */
	private volatile @Nullable CompletionStage<CloseReason> stage;

	/** Whether onClose has returned. */
	private volatile boolean ended;

	Farewell(NioConnection connection) {
		this.connection = connection;
	}

	/** Completes on the loop, with the reason. */
	CompletionStage<CloseReason> stage() {
		CompletableFuture<CloseReason> future;
		synchronized (this) {
			future = this.future;
			if (future == null) {
				future = new CompletableFuture<>();
				this.stage = future.minimalCompletionStage();
				this.future = future;
			}
		}
		if (this.ended) {
			CompletableFuture<CloseReason> late = future;
			this.connection.inbox().ask((connection) -> late.complete(connection.closing().reason()));
		}
		return Objects.requireNonNull(this.stage);
	}

	/** The connection has ended. Loop thread only. */
	void tell() {
		this.ended = true;
		CompletableFuture<CloseReason> waiting = this.future;
		if (waiting != null) {
			waiting.complete(this.connection.closing().reason());
		}
	}

}
