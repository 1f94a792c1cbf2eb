package dev.leat.docs;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A command that was run.
 *
 * @param code its exit code
 * @param output both its streams
 */
record Shell(int code, String output) {

	static Shell run(String... command) throws IOException, InterruptedException {
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		try {
			process.getOutputStream().close();
			String output = new String(process.getInputStream().readAllBytes(), UTF_8);
			if (!process.waitFor(60, TimeUnit.SECONDS)) {
				throw new IOException("It did not end: " + String.join(" ", command));
			}
			return new Shell(process.exitValue(), output);
		}
		finally {
			process.destroyForcibly();
		}
	}

	/** What it said where it failed, else nothing. */
	String failure() {
		return (this.code == 0) ? "" : "exit code " + this.code + ": " + this.output;
	}

}
