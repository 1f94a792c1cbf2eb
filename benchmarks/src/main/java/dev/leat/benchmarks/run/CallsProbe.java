package dev.leat.benchmarks.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Counts system calls with {@code strace}, under load. What calls for connections are
 * among them is small: thousands of messages come to each.
 */
final class CallsProbe implements Probe {

	/** Columns: % time, seconds, usecs/call, calls, errors, "total". */
	private static final Pattern TOTAL = Pattern
		.compile("(?m)^\\s*100\\.00\\s+\\S+\\s+(?:\\S+\\s+)?(\\d+)\\s+(?:\\d+\\s+)?total$");

	private final LoadGenerator load;

	CallsProbe(LoadGenerator load) {
		this.load = load;
	}

	@Override
	public Measured measure(Case work, ServerProcess server) {
		if (!Commands.present("strace")) {
			throw new NotRunException("strace is not installed");
		}
		this.load.run(work, server, 0, 2);
		try {
			Process trace = attach(server.pid());
			try {
				LoadReport report = this.load.run(work, server, 0, 2);
				return Measured.quietly(Map.of(Metric.CALLS, (double) calls(end(trace)) / report.messages()));
			}
			finally {
				trace.destroy();
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static long calls(String table) {
		Matcher matcher = TOTAL.matcher(table);
		if (!matcher.find()) {
			throw new NotRunException("strace did not count: " + table.lines().findFirst().orElse(""));
		}
		return Long.parseLong(matcher.group(1));
	}

	/** It says "attached" when it counts. */
	private static Process attach(long pid) throws IOException {
		Process trace = Processes
			.start(new ProcessBuilder("strace", "-c", "-f", "-p", Long.toString(pid)).redirectErrorStream(true));
		String line = trace.inputReader().readLine();
		if (line == null || !line.contains("attached")) {
			throw new NotRunException("strace: " + line);
		}
		return trace;
	}

	/** By its handle, since a process that is destroyed itself is not heard any more. */
	static String end(Process trace) throws IOException {
		trace.toHandle().destroy();
		StringBuilder table = new StringBuilder();
		BufferedReader output = trace.inputReader();
		for (String line = output.readLine(); line != null; line = output.readLine()) {
			table.append(line).append('\n');
		}
		return table.toString();
	}

}
