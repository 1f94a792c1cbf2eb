package dev.leat.autoconfigure;

import java.time.Duration;
import java.util.List;

import static org.awaitility.Awaitility.await;

/**
 * Looks at the threads of this JVM.
 */
final class Threads {

	private Threads() {
	}

	static List<Thread> named(String prefix) {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith(prefix))
			.toList();
	}

	/** Waits for threads that are at their last instructions. */
	static void awaitNone(String prefix) {
		await().atMost(Duration.ofSeconds(10)).until(() -> named(prefix).isEmpty());
	}

}
