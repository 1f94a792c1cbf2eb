package dev.leat.benchmarks.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Keeps server and load each to a core of its own, where this process may run on two and
 * there is {@code taskset}.
 */
enum Pinning {

	SERVER, LOAD;

	private static final Pattern ALLOWED = Pattern.compile("(?m)^Cpus_allowed_list:\\s*(\\S+)$");

	private static final List<Integer> OURS = allowed(text("/proc/self/status"));

	private static final boolean POSSIBLE = OURS.size() > 1 && Commands.present("taskset");

	static boolean possible() {
		return POSSIBLE;
	}

	/**
	 * The cores on which a process may run.
	 * @param status what the kernel says of it, such as "Cpus_allowed_list: 0-3,8"
	 * @return in order
	 */
	static List<Integer> allowed(String status) {
		Matcher matcher = ALLOWED.matcher(status);
		if (!matcher.find()) {
			return List.of();
		}
		return Stream.of(matcher.group(1).split(",")).flatMap((part) -> {
			String[] ends = part.split("-");
			return IntStream.rangeClosed(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1])).boxed();
		}).toList();
	}

	/**
	 * The cores whose time is looked at for noise: what others do elsewhere disturbs
	 * nobody.
	 * @return none for the whole machine, where nobody is pinned
	 */
	static List<Integer> watched() {
		return POSSIBLE ? OURS.subList(0, values().length) : List.of();
	}

	/** How many are watched. */
	static int watchedCores() {
		return POSSIBLE ? values().length : cores();
	}

	/** How many the machine has, whoever may use them. */
	static int cores() {
		return (int) text("/proc/cpuinfo").lines().filter((line) -> line.startsWith("processor")).count();
	}

	List<String> pinned(List<String> command) {
		List<String> all = new ArrayList<>(POSSIBLE ? List.of("taskset", "-c", "" + OURS.get(ordinal())) : List.of());
		all.addAll(command);
		return all;
	}

	private static String text(String file) {
		try {
			return Files.readString(Path.of(file));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
