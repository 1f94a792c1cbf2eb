package dev.leat.benchmarks.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Puts load on a peer, from a core of its own.
 */
final class LoadGenerator {

	private final Path program;

	LoadGenerator(Path program) {
		this.program = program;
	}

	/**
	 * Loads a server, and measures after the warm-up.
	 * @param work what to do
	 * @param server who is loaded
	 * @param warmUp seconds
	 * @param seconds how long is measured
	 * @return what was seen
	 * @throws NotRunException if the server errs
	 */
	LoadReport run(Case work, ServerProcess server, double warmUp, double seconds) {
		List<String> command = command(work, work.mode(), server);
		command.addAll(List.of("--warm-up", "" + warmUp, "--seconds", "" + seconds, "--server", "" + server.pid()));
		if (!Pinning.watched().isEmpty()) {
			command.addAll(List.of("--cores", Pinning.watched().get(0) + "," + Pinning.watched().get(1)));
		}
		Commands.Outcome outcome = Commands.run(Pinning.LOAD.pinned(command));
		if (outcome.exit() != 0) {
			throw new NotRunException(outcome.lastLine());
		}
		return Json.readWhole(outcome.lastLine(), LoadReport.class)
			.orElseThrow(() -> new NotRunException("the load generator said: " + outcome.lastLine()));
	}

	/**
	 * Looks at a server while connections are open that have been answered once.
	 * @param work says how many
	 * @param server who gets them
	 * @param look what is done meanwhile
	 * @return what it has found
	 */
	<T> T holding(Case work, ServerProcess server, Supplier<T> look) {
		try {
			Process process = Processes.start(
					new ProcessBuilder(Pinning.LOAD.pinned(command(work, "idle", server))).redirectErrorStream(true));
			try {
				awaitOpen(process);
				return look.get();
			}
			finally {
				process.getOutputStream().close();
				process.waitFor();
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException("Interrupted while connections were closed", ex);
		}
	}

	private static void awaitOpen(Process process) throws IOException {
		String line = process.inputReader().readLine();
		if (line == null || !line.startsWith("open ")) {
			throw new NotRunException((line != null) ? line : "the load generator ended");
		}
	}

	private List<String> command(Case work, String mode, ServerProcess server) {
		return new ArrayList<>(List.of(this.program.toString(), mode, "--port", "" + server.port(), "--connections",
				"" + work.connections(), "--size", "" + work.size(), "--in-flight", "" + work.inFlight()));
	}

}
