package dev.leat.reactor;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/**
 * Engine code that another thread has done on a loop, and waits for.
 */
final class OnLoop extends Mail {

	private final Action action;

	private final CompletableFuture<Void> done = new CompletableFuture<>();

	private OnLoop(Action action) {
		this.action = action;
	}

	/**
	 * Puts an action in the loop's inbox.
	 * @return completes on the loop, with what the action threw; at once if the loop has
	 * ended
	 */
	static CompletableFuture<Void> run(EventLoop loop, Action action) {
		OnLoop mail = new OnLoop(action);
		if (!loop.put(mail)) {
			mail.done.completeExceptionally(new IllegalStateException("The event loop has ended"));
		}
		return mail.done;
	}

	@Override
	void open() {
		try {
			this.action.run();
			this.done.complete(null);
		}
		catch (IOException | RuntimeException ex) {
			this.done.completeExceptionally(ex);
		}
		catch (Error ex) {
			this.done.completeExceptionally(ex);
			throw ex;
		}
	}

	/** Something done on a loop. */
	@FunctionalInterface
	interface Action {

		void run() throws IOException;

	}

}
