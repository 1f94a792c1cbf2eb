package dev.leat.benchmarks.run;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * Does what the command line asks for, in the folder of the project.
 */
final class Runner {

	/** Of which nothing is stored. */
	private static final String UNKNOWN = "unknown";

	private static final String NO_COMMIT = "Git does not tell which commit this is: see what 'git rev-parse HEAD'"
			+ " and 'git diff HEAD' say. Figures without it would stand for other sources later; --quick needs none";

	private final Path root;

	private final Options options;

	private final PrintStream log;

	Runner(Path root, Options options, PrintStream log) {
		this.root = root;
		this.options = options;
		this.log = log;
	}

	void run() throws IOException {
		switch (this.options.task()) {
			case HELP -> this.log.println(Options.USAGE);
			case LIST -> list();
			case REPORT -> report(stored(), Surroundings.commit(this.root).orElse(UNKNOWN));
			case QUICK -> quick();
			case MEASURE -> {
				List<Case> cases = chosen();
				String commit = Surroundings.commit(this.root).orElseThrow(() -> new NotRunException(NO_COMMIT));
				ResultStore store = stored();
				Processes.sayAtTheEnd("Ended. What was stored is kept: the next run goes on from there.");
				measure(cases, store, commit);
				report(store, commit);
			}
		}
	}

	private void list() {
		for (Case work : chosen()) {
			this.log.printf("%-20s %s%n", work.name(), String.join(" ", work.peers()));
		}
	}

	private List<Case> chosen() {
		List<Case> cases = Cases.chosen(this.options.cases(), this.options.peers());
		if (cases.isEmpty()) {
			throw new IllegalArgumentException(
					"No case with '" + this.options.cases() + "' in its name is run by a peer with '"
							+ this.options.peers() + "' in its name: --list shows who runs what");
		}
		return cases;
	}

	private void quick() {
		ResultStore store = ResultStore.inMemory();
		measure(Cases.quick(), store, UNKNOWN);
		this.log.println();
		this.log.println(Report.verdicts(new Figures(store.of(UNKNOWN))));
	}

	/** All cases of a round before the next, so that a budget cuts rounds, not cases. */
	private void measure(List<Case> cases, ResultStore store, String commit) {
		long end = System.nanoTime() + this.options.budget().toNanos();
		Rounds rounds = rounds(store, commit);
		for (int round = 1; round <= this.options.rounds(); round++) {
			for (Case work : cases) {
				if (System.nanoTime() >= end) {
					this.log.println("The time is over: what is left is measured by the next run.");
					return;
				}
				rounds.run(work, round);
			}
		}
	}

	private Rounds rounds(ResultStore store, String commit) {
		if (!Pinning.possible()) {
			this.log
				.println("Server and load share what there is here: taskset, or a second core to run on, is missing.");
		}
		NativePrograms programs = new NativePrograms(this.root.resolve("benchmarks"));
		programs.build();
		Probes probes = new Probes(new LoadGenerator(programs.load()), this.options.warmUp(), this.options.seconds());
		Environment here = Surroundings.find(commit, this.options.command());
		return new Rounds(here, new Launcher(this.root, programs), probes, store, this.log);
	}

	/**
	 * At once, since what is published there may be all there is, and a run may be ended
	 * at any time.
	 */
	private void report(ResultStore store, String commit) throws IOException {
		List<Result> results = store.of(commit);
		if (results.stream().allMatch((result) -> result.notRun() != null)) {
			throw new NotRunException("Nothing was measured that a page could be made of: it stays as it is");
		}
		Path page = this.root.resolve("docs/benchmarks.md");
		Path draft = page.resolveSibling("benchmarks.md.part");
		Files.writeString(draft, new Report(Versions.in(System.getProperty("java.class.path"))).write(results));
		Files.move(draft, page, StandardCopyOption.ATOMIC_MOVE);
		this.log.println("Wrote " + page + " from " + results.size() + " results");
	}

	private ResultStore stored() {
		ResultStore store = ResultStore.in(this.root.resolve("benchmarks/results"));
		if (store.unreadable() > 0) {
			this.log.println("Lines of benchmarks/results that cannot be read and are left out: " + store.unreadable());
		}
		return store;
	}

}
