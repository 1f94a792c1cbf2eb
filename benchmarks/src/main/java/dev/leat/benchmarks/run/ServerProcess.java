package dev.leat.benchmarks.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * A running peer. <pre>
 *  started --a line that says so--&gt; ready --its standard input ends--&gt; ended
 *     '-----it ended, or the time is over-----&gt; NotRunException
 * </pre>
 */
final class ServerProcess implements AutoCloseable {

	private static final int SECONDS_TO_START = 60;

	private static final int SECONDS_TO_END = 5;

	/** Said by a reader when the output has ended. */
	private static final String END = "\0";

	private final Process process;

	private final long startedAt;

	private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

	private Ready ready = new Ready(0, null);

	/** Standard error, where a peer says why it cannot run. */
	private final Thread errors;

	private volatile String lastLine = "it said nothing";

	private ServerProcess(Process process, long startedAt) {
		this.process = process;
		this.startedAt = startedAt;
		this.errors = reading(process.errorReader(), this::note);
		reading(process.inputReader(), this.lines::add);
	}

	/**
	 * Starts a peer and waits until it listens.
	 * @param command its process
	 * @param folder where it runs
	 * @param ready finds in a line that it listens
	 * @return running
	 */
	static ServerProcess start(List<String> command, Path folder, Function<String, @Nullable Ready> ready) {
		try {
			long startedAt = System.nanoTime();
			Process process = Processes
				.start(new ProcessBuilder(Pinning.SERVER.pinned(command)).directory(folder.toFile()));
			ServerProcess server = new ServerProcess(process, startedAt);
			server.awaitReady(ready);
			return server;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	long pid() {
		return this.process.pid();
	}

	int port() {
		return this.ready.port();
	}

	/**
	 * When the process was started.
	 * @return of {@link System#nanoTime()}
	 */
	long startedAt() {
		return this.startedAt;
	}

	/**
	 * What the peer itself says of its start.
	 * @return microseconds from {@code main} on; null when it does not say
	 */
	@Nullable Long ownStartMicros() {
		return this.ready.micros();
	}

	/**
	 * Asks a peer in Java what it has allocated and what its heap holds.
	 * @return after a collection
	 */
	HeapStats stats() {
		try {
			this.process.outputWriter().write("stats\n");
			this.process.outputWriter().flush();
		}
		catch (IOException ex) {
			throw new NotRunException("it does not answer 'stats'");
		}
		return await("stats ", 20, HeapStats::read);
	}

	@Override
	public void close() {
		try {
			this.process.getOutputStream().close();
			if (!this.process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
				this.process.destroy();
			}
			if (!this.process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
				this.process.destroyForcibly().waitFor();
			}
		}
		catch (IOException | InterruptedException ex) {
			this.process.destroyForcibly();
		}
	}

	private void awaitReady(Function<String, @Nullable Ready> found) {
		try {
			this.ready = await("an open port", SECONDS_TO_START, found);
		}
		catch (RuntimeException ex) {
			close();
			throw ex;
		}
	}

	private <T> T await(String what, int seconds, Function<String, @Nullable T> find) {
		long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
		for (String line = next(end); line != null; line = next(end)) {
			if (line.equals(END)) {
				throw new NotRunException(lastWords());
			}
			T found = find.apply(line);
			if (found != null) {
				return found;
			}
			note(line);
		}
		throw new NotRunException("it did not say '" + what.strip() + "' in " + seconds + " s");
	}

	private @Nullable String next(long end) {
		try {
			return this.lines.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException("Interrupted while a peer was waited for", ex);
		}
	}

	private String lastWords() {
		try {
			this.errors.join();
			return this.lastLine;
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException("Interrupted while a peer was asked why", ex);
		}
	}

	/** Keeps what may be the reason of an end: no line of a stack trace. */
	private void note(String line) {
		if (!line.isBlank() && !line.startsWith("\tat ") && !line.equals(END)) {
			this.lastLine = line.strip();
		}
	}

	private static Thread reading(BufferedReader output, Consumer<String> lines) {
		Thread reader = new Thread(() -> {
			try {
				output.lines().forEach(lines);
			}
			catch (UncheckedIOException ex) {
				// the process was destroyed, and its output closed with it
			}
			lines.accept(END);
		}, "output of a peer");
		reader.setDaemon(true);
		reader.start();
		return reader;
	}

	/**
	 * What a peer says when it listens.
	 *
	 * @param port where
	 * @param micros how long that took it from {@code main} on; null when not said
	 */
	record Ready(int port, @Nullable Long micros) {

		static @Nullable Ready read(String line) {
			String[] words = line.strip().split(" ");
			if (words.length < 2 || !words[0].equals("ready")) {
				return null;
			}
			return new Ready(Integer.parseInt(words[1]), (words.length > 2) ? Long.valueOf(words[2]) : null);
		}

	}

}
