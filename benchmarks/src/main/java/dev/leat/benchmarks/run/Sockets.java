package dev.leat.benchmarks.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Reads in {@code /proc} how many sockets a process has open. A server may be closing
 * connections long after the last client has gone.
 */
final class Sockets {

	private static final long BETWEEN_LOOKS = 1_000_000;

	private final Path descriptors;

	Sockets(long pid) {
		this.descriptors = Path.of("/proc", Long.toString(pid), "fd");
	}

	/**
	 * Counts.
	 * @return how many are open now
	 * @throws NotRunException if the process has ended
	 */
	int count() {
		try (Stream<Path> all = Files.list(this.descriptors)) {
			return (int) all.filter(Sockets::isSocket).count();
		}
		catch (IOException ex) {
			throw new NotRunException("the process has ended");
		}
	}

	/**
	 * Waits until the process has closed its sockets but for some.
	 * @param left how many may stay open
	 * @param nanos how long to wait at most
	 * @throws NotRunException if more are open then
	 */
	void awaitAtMost(int left, long nanos) {
		long end = System.nanoTime() + nanos;
		for (int open = count(); open > left; open = count()) {
			if (System.nanoTime() - end >= 0) {
				throw new NotRunException(
						"connections stay open (" + (open - left) + ") that their clients have closed");
			}
			LockSupport.parkNanos(BETWEEN_LOOKS);
		}
	}

	/** One that has been closed meanwhile is none. */
	private static boolean isSocket(Path descriptor) {
		try {
			return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
		}
		catch (IOException ex) {
			return false;
		}
	}

}
