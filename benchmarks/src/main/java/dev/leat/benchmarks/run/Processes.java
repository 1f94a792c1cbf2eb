package dev.leat.benchmarks.run;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Starts processes, and ends those that are left when the runner is ended itself, by
 * Ctrl-C for one. Not all of them end with their standard input.
 */
final class Processes {

	private static final int SECONDS_TO_END = 3;

	/** Taken for good by the end. */
	private static final Lock GOING_ON = new ReentrantLock();

	static {
		Runtime.getRuntime().addShutdownHook(new Thread(Processes::end, "end of the run"));
	}

	private static volatile String lastWords = "Ended.";

	private Processes() {
	}

	/**
	 * Sets what is said of a run that is ended.
	 * @param words what of it is kept
	 */
	static void sayAtTheEnd(String words) {
		lastWords = words;
	}

	/**
	 * Starts one, unless the run is being ended: then this never returns.
	 * @param builder says which
	 * @return running
	 * @throws IOException if there is no such program
	 */
	static Process start(ProcessBuilder builder) throws IOException {
		GOING_ON.lock();
		try {
			return builder.start();
		}
		finally {
			GOING_ON.unlock();
		}
	}

	/**
	 * Never returns once the run is being ended, since what is seen from then on is seen
	 * of processes that were ended with it.
	 */
	static void goOn() {
		GOING_ON.lock();
		GOING_ON.unlock();
	}

	private static void end() {
		GOING_ON.lock();
		List<ProcessHandle> left = ProcessHandle.current().descendants().toList();
		if (left.isEmpty()) {
			return;
		}
		System.err.println(lastWords);
		left.forEach(ProcessHandle::destroy);
		CompletableFuture.allOf(left.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new))
			.completeOnTimeout(null, SECONDS_TO_END, TimeUnit.SECONDS)
			.join();
		left.forEach(ProcessHandle::destroyForcibly);
	}

}
