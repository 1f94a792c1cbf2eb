package dev.leat.benchmarks.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps server and load each to a core of its own, where there are two and
 * {@code taskset}.
 */
enum Pinning {

	SERVER("0"), LOAD("1");

	private static final boolean POSSIBLE = cores() > 1 && Commands.present("taskset");

	private final String core;

	Pinning(String core) {
		this.core = core;
	}

	static boolean possible() {
		return POSSIBLE;
	}

	static int cores() {
		try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
			return (int) lines.filter((line) -> line.startsWith("processor")).count();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	List<String> pinned(List<String> command) {
		List<String> all = new ArrayList<>(POSSIBLE ? List.of("taskset", "-c", this.core) : List.of());
		all.addAll(command);
		return all;
	}

}
