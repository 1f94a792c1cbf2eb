package dev.leat.benchmarks.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads in {@code /proc} what the threads of a process do.
 */
final class Threads {

	/**
	 * Threads of the JVM itself, as the kernel cuts their names; the first wakes 20 times
	 * a second.
	 */
	private static final Pattern OF_JVM = Pattern
		.compile("VM Periodic.*|VM Thread|C[12] Compiler.*|GC .*|G1 .*|Signal Dispatch|Finalizer|Reference Handl"
				+ "|Common-Cleaner|Service Thread|Monitor Deflati|Notification.*|Attach Listener|Sweeper.*|java");

	private static final Pattern SLEEPS = Pattern.compile("(?m)^voluntary_ctxt_switches:\\s+(\\d+)$");

	private static final Pattern RESIDENT = Pattern.compile("(?m)^VmRSS:\\s+(\\d+) kB$");

	private final Path process;

	Threads(long pid) {
		this.process = Path.of("/proc", Long.toString(pid));
	}

	/**
	 * Whether the process is a JVM.
	 * @return true when it has the thread that each has
	 * @throws NotRunException if the process has ended
	 */
	boolean ofJvm() {
		return tasks().stream().anyMatch((task) -> name(task).equals("VM Thread"));
	}

	long residentBytes() {
		return number(RESIDENT, this.process) * 1024;
	}

	/**
	 * How often each thread has gone to sleep, without those of the JVM.
	 * @return by thread
	 * @throws NotRunException if the process has ended
	 */
	Map<String, Long> sleeps() {
		Map<String, Long> sleeps = new HashMap<>();
		for (Path task : tasks()) {
			if (!OF_JVM.matcher(name(task)).matches()) {
				sleeps.put(task.toString(), number(SLEEPS, task));
			}
		}
		return sleeps;
	}

	private List<Path> tasks() {
		try (Stream<Path> tasks = Files.list(this.process.resolve("task"))) {
			return tasks.toList();
		}
		catch (IOException ex) {
			throw new NotRunException("the process has ended");
		}
	}

	private static String name(Path task) {
		return text(task.resolve("comm")).strip();
	}

	private static long number(Pattern pattern, Path folder) {
		Matcher matcher = pattern.matcher(text(folder.resolve("status")));
		return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
	}

	/** Nothing for a thread that has ended. */
	private static String text(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			return "";
		}
	}

}
