package dev.leat.benchmarks.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs the comparison, from the root of the project.
 */
final class Main {

	private Main() {
	}

	public static void main(String[] arguments) throws IOException {
		try {
			new Runner(Path.of("").toAbsolutePath(), Options.parse(List.of(arguments)), System.out).run();
		}
		catch (IllegalArgumentException ex) {
			System.err.println(ex.getMessage());
			System.err.println("See benchmarks/run --help");
			System.exit(2);
		}
		catch (NotRunException ex) {
			System.err.println(ex.reason());
			System.exit(1);
		}
	}

}
