package dev.leat.reactor;

import java.io.IOException;

import org.slf4j.helpers.NOP_FallbackServiceProvider;

/**
 * The main class of a child process, which asks for a logger while SLF4J starts and
 * afterwards, and tells of what class each was.
 */
public final class LoggingChild {

	private static final Log LOG = new Log(LoggingChild.class);

	private static volatile String first = "nothing";

	private LoggingChild() {
	}

	public static void main(String[] arguments) throws IOException {
		System.out.println(0);
		new Log("another").get();
		System.in.read();
		System.out.println(first + ", then " + LOG.get().getClass().getSimpleName());
	}

	/** Writes nothing, and while it starts another thread asks for a logger. */
	public static final class Slow extends NOP_FallbackServiceProvider {

		@Override
		public void initialize() {
			Thread other = new Thread(() -> first = LOG.get().getClass().getSimpleName());
			other.start();
			try {
				other.join();
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
			super.initialize();
		}

	}

	/** Cannot start. */
	public static final class Broken extends NOP_FallbackServiceProvider {

		@Override
		public void initialize() {
			throw new IllegalStateException("It cannot start");
		}

	}

}
