package dev.leat.autoconfigure.endpoint;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.leat.reactor.ConnectionInfo;
import dev.leat.reactor.LeatServer;

/**
 * Asks loops and waits for their answers, but not for one that is held.
 */
final class Inspector {

	private final Duration patience;

	/**
	 * One who waits.
	 * @param patience how long for all loops together
	 */
	Inspector(Duration patience) {
		this.patience = patience;
	}

	Found look(LeatServer server) {
		long deadline = System.nanoTime() + this.patience.toNanos();
		Map<String, CompletableFuture<List<ConnectionInfo>>> answers = server.connections()
			.inspect((connection) -> true);
		List<ConnectionInfo> connections = new ArrayList<>();
		List<String> silent = new ArrayList<>();
		answers.forEach((loop, answer) -> {
			if (isDone(answer, deadline)) {
				connections.addAll(answer.join());
			}
			else {
				silent.add(loop);
			}
		});
		return new Found(connections, silent);
	}

	/** Whether something holds before the patience is at its end. */
	boolean isDone(CompletionStage<Void> stage) {
		return isDone(stage.toCompletableFuture(), System.nanoTime() + this.patience.toNanos());
	}

	private static boolean isDone(CompletableFuture<?> answer, long deadline) {
		try {
			answer.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
			return true;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
		catch (ExecutionException | TimeoutException ex) {
			return false;
		}
	}

	/**
	 * What was found.
	 *
	 * @param connections those of the loops that answered
	 * @param silentLoops the names of those that did not
	 */
	record Found(List<ConnectionInfo> connections, List<String> silentLoops) {
	}

}
