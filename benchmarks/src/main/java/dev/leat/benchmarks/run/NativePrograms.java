package dev.leat.benchmarks.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Compiles the load generator and the server in C, with TLS where OpenSSL's headers are.
 */
final class NativePrograms {

	private static final String NO_COMPILER = "There is no C compiler: install gcc or clang so that 'cc' is found"
			+ " (Debian: apt-get install gcc libc6-dev, and libssl-dev for the cases over TLS)";

	private final Path sources;

	private final Path programs;

	NativePrograms(Path benchmarks) {
		this.sources = benchmarks.resolve("src/main/c");
		this.programs = benchmarks.resolve("target/c");
	}

	Path load() {
		return this.programs.resolve("load");
	}

	Path server() {
		return this.programs.resolve("server");
	}

	/** Builds both. */
	void build() {
		if (!Commands.present("cc")) {
			throw new NotRunException(NO_COMPILER);
		}
		try (Stream<Path> files = Files.list(this.sources)) {
			Files.createDirectories(this.programs);
			List<String> parts = files.map(Path::toString)
				.filter((file) -> file.endsWith(".c") && !file.endsWith("/server.c"))
				.sorted()
				.toList();
			if (!compiled(load(), parts, "-DWITH_TLS", "-lssl", "-lcrypto")) {
				compile(load(), parts);
			}
			compile(server(), List.of(this.sources.resolve("server.c").toString()));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void compile(Path program, List<String> parts) {
		if (!compiled(program, parts)) {
			throw new NotRunException("The C compiler fails: try it with 'cc -O2 " + String.join(" ", parts) + "'");
		}
	}

	private boolean compiled(Path program, List<String> parts, String... options) {
		List<String> command = new ArrayList<>(List.of("cc", "-std=gnu11", "-O2", "-o", program.toString()));
		command.addAll(parts);
		command.addAll(List.of(options));
		return Commands.run(command).exit() == 0;
	}

}
