package dev.leat.reactor;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/**
 * Engine code that another thread has done on a loop, and waits for.
 */
final class OnLoop {

	private OnLoop() {
	}

	/**
	 * Puts an action in the loop's inbox.
	 * @return completes on the loop, with what the action threw; at once if the loop has
	 * ended
	 */
	static CompletableFuture<Void> run(EventLoop loop, Action action) {
		CompletableFuture<Void> done = new CompletableFuture<>();
		boolean taken = loop.run(() -> {
			try {
				action.run();
				done.complete(null);
			}
			catch (IOException | RuntimeException ex) {
				done.completeExceptionally(ex);
			}
		});
		if (!taken) {
			done.completeExceptionally(new IllegalStateException("The event loop has ended"));
		}
		return done;
	}

	/** Something done on a loop. */
	@FunctionalInterface
	interface Action {

		void run() throws IOException;

	}

}
