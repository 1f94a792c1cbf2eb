package dev.leat.benchmarks.run;

import java.time.Duration;
import java.util.List;
import java.util.ListIterator;
import java.util.Locale;

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
			benchmarks/run --quick | --list | --report

			Without --quick, --list or --report it measures what is not stored yet for this commit and JDK, and
			writes docs/benchmarks.md. --quick runs two cases in less than three minutes, stores nothing, and
			says which ratios fall short. --report only writes the page. The JDK is that of JAVA_HOME.""";

	/** Of five turns each. */
	private static final int QUICK_ROUNDS = 3;

	/** What the runner does. */
	enum Task {

		MEASURE, QUICK, LIST, REPORT

	}

	static Options parse(List<String> arguments) {
		Options options = new Options(Task.MEASURE, "", "", 5, Duration.ofDays(365), 2.5, 2.5);
		ListIterator<String> rest = arguments.listIterator();
		while (rest.hasNext()) {
			options = options.with(rest.next(), rest);
		}
		return options;
	}

	/**
	 * What to type to measure the same in the same way.
	 * @return without what was chosen, and how often
	 */
	String command() {
		return String.format(Locale.ROOT, "benchmarks/run --warm-up %.1f --seconds %.1f", this.warmUp, this.seconds);
	}

	private Options with(String name, ListIterator<String> rest) {
		return switch (name) {
			case "--quick" -> new Options(Task.QUICK, this.cases, this.peers, QUICK_ROUNDS, this.budget, 2, 1.5);
			case "--list" -> task(Task.LIST);
			case "--report" -> task(Task.REPORT);
			case "--case" -> new Options(this.task, value(name, rest), this.peers, this.rounds, this.budget,
					this.warmUp, this.seconds);
			case "--peer" -> new Options(this.task, this.cases, value(name, rest), this.rounds, this.budget,
					this.warmUp, this.seconds);
			case "--rounds" -> new Options(this.task, this.cases, this.peers, Integer.parseInt(value(name, rest)),
					this.budget, this.warmUp, this.seconds);
			case "--minutes" -> new Options(this.task, this.cases, this.peers, this.rounds,
					Duration.ofMinutes(Long.parseLong(value(name, rest))), this.warmUp, this.seconds);
			case "--warm-up" -> times(Double.parseDouble(value(name, rest)), this.seconds);
			case "--seconds" -> times(this.warmUp, Double.parseDouble(value(name, rest)));
			default -> throw new IllegalArgumentException("There is no option '" + name + "'");
		};
	}

	private Options task(Task task) {
		return new Options(task, this.cases, this.peers, this.rounds, this.budget, this.warmUp, this.seconds);
	}

	private Options times(double warmUp, double seconds) {
		return new Options(this.task, this.cases, this.peers, this.rounds, this.budget, warmUp, seconds);
	}

	private static String value(String name, ListIterator<String> rest) {
		if (!rest.hasNext()) {
			throw new IllegalArgumentException("The option '" + name + "' needs a value");
		}
		return rest.next();
	}

}
