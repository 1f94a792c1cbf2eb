package dev.leat.benchmarks.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ListIterator;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What the command line asks for.
 *
 * @param task what to do
 * @param cases a regular expression for their names
 * @param peers a regular expression for their names
 * @param rounds how often each case is measured
 * @param budget after which no round begins
 * @param warmUp seconds before each measurement
 * @param seconds of each measurement, under load in turns
 */
record Options(Task task, String cases, String peers, int rounds, Duration budget, double warmUp, double seconds) {

	static final String USAGE = """
			benchmarks/run [--case REGEX] [--peer REGEX] [--rounds N] [--minutes M] [--warm-up S] [--seconds S]
			benchmarks/run --quick [--rounds N] [--minutes M] [--warm-up S] [--seconds S]
			benchmarks/run --list [--case REGEX] [--peer REGEX]
			benchmarks/run --report | --help

			Without --quick, --list or --report it measures what is not stored yet for this commit and JDK, and
			writes docs/benchmarks.md. --quick runs two cases in less than three minutes, stores nothing, and
			says which ratios fall short. --report only writes the page. The JDK is that of JAVA_HOME.""";

	/** Of five turns each. */
	private static final int QUICK_ROUNDS = 3;

	/** Less of a turn is nothing beside the ticks by which the kernel tells noise. */
	private static final double SHORTEST = 0.1;

	/** What the runner does. */
	enum Task {

		MEASURE("--case", "--peer", "--rounds", "--minutes", "--warm-up", "--seconds"),

		QUICK("--quick", "--rounds", "--minutes", "--warm-up", "--seconds"),

		LIST("--list", "--case", "--peer"),

		REPORT("--report"),

		HELP("--help");

		private final List<String> options;

		/** All that it takes; the first is its own, but for what is done without any. */
		Task(String... options) {
			this.options = List.of(options);
		}

	}

	/**
	 * Reads the command line, in whatever order the options stand.
	 * @param arguments as they were typed
	 * @return what to do
	 * @throws IllegalArgumentException if there is no such option, or none that goes with
	 * what is asked for
	 */
	static Options parse(List<String> arguments) {
		Options options = arguments.contains("--quick")
				? new Options(Task.QUICK, "", "", QUICK_ROUNDS, Duration.ofDays(365), 2, 1.5)
				: new Options(Task.MEASURE, "", "", 5, Duration.ofDays(365), 2.5, 2.5);
		List<String> names = new ArrayList<>();
		ListIterator<String> rest = arguments.listIterator();
		while (rest.hasNext() && options.task != Task.HELP) {
			String name = rest.next();
			names.add(name);
			options = options.with(name, rest);
		}
		options.refuseOthers(names);
		return options;
	}

	private void refuseOthers(List<String> names) {
		for (String name : names) {
			if (this.task != Task.HELP && !this.task.options.contains(name)) {
				throw new IllegalArgumentException(
						"The option '" + this.task.options.get(0) + "' goes without '" + name + "'");
			}
		}
	}

	/**
	 * What to type to measure the same in the same way.
	 * @return without what was chosen, and how often
	 */
	String command() {
		return "benchmarks/run --warm-up " + this.warmUp + " --seconds " + this.seconds;
	}

	private Options with(String name, ListIterator<String> rest) {
		return switch (name) {
			case "--quick" -> task(Task.QUICK);
			case "--list" -> task(Task.LIST);
			case "--report" -> task(Task.REPORT);
			case "--help", "-h" -> task(Task.HELP);
			case "--case" -> new Options(this.task, pattern(name, rest), this.peers, this.rounds, this.budget,
					this.warmUp, this.seconds);
			case "--peer" -> new Options(this.task, this.cases, pattern(name, rest), this.rounds, this.budget,
					this.warmUp, this.seconds);
			case "--rounds" -> new Options(this.task, this.cases, this.peers, count(name, rest), this.budget,
					this.warmUp, this.seconds);
			case "--minutes" -> new Options(this.task, this.cases, this.peers, this.rounds,
					Duration.ofMinutes(count(name, rest)), this.warmUp, this.seconds);
			case "--warm-up" -> times(time(name, rest, 0), this.seconds);
			case "--seconds" -> times(this.warmUp, time(name, rest, SHORTEST));
			default -> throw new IllegalArgumentException("There is no option '" + name + "'");
		};
	}

	private Options task(Task task) {
		return new Options(task, this.cases, this.peers, this.rounds, this.budget, this.warmUp, this.seconds);
	}

	private Options times(double warmUp, double seconds) {
		return new Options(this.task, this.cases, this.peers, this.rounds, this.budget, warmUp, seconds);
	}

	private static int count(String name, ListIterator<String> rest) {
		String value = value(name, rest);
		if (!value.matches("0*[1-9]\\d{0,5}")) {
			throw new IllegalArgumentException(
					"The option '" + name + "' needs a whole number above 0, not '" + value + "'");
		}
		return Integer.parseInt(value);
	}

	private static double time(String name, ListIterator<String> rest, double least) {
		String value = value(name, rest);
		if (!value.matches("\\d{1,5}(\\.\\d+)?") || Double.parseDouble(value) < least) {
			throw new IllegalArgumentException(
					"The option '" + name + "' needs seconds, at least " + least + ", not '" + value + "'");
		}
		return Double.parseDouble(value);
	}

	private static String pattern(String name, ListIterator<String> rest) {
		String value = value(name, rest);
		try {
			return Pattern.compile(value).pattern();
		}
		catch (PatternSyntaxException ex) {
			throw new IllegalArgumentException(
					"The option '" + name + "' needs a regular expression, not '" + value + "': " + ex.getDescription(),
					ex);
		}
	}

	private static String value(String name, ListIterator<String> rest) {
		if (!rest.hasNext()) {
			throw new IllegalArgumentException("The option '" + name + "' needs a value");
		}
		return rest.next();
	}

}
