package dev.leat.benchmarks.run;

/**
 * What a gate says.
 *
 * @param word in one
 * @param reached the figure, and where; empty where there is none
 * @param yardstick what the server that does the least reached in the place of Leat;
 * empty where that is not known
 */
record Verdict(Word word, String reached, String yardstick) {

	Verdict(Word word, String reached) {
		this(word, reached, "");
	}

	String text() {
		return this.word.text + (this.reached.isEmpty() ? "" : ": " + this.reached);
	}

	/** What is said. */
	enum Word {

		HOLDS("holds"),

		/** Of some cases nothing can be said; the others hold. */
		PARTLY("holds where it can be said"),

		SHORT("short"),

		NOISY("too noisy to say"),

		NOT_MEASURED("not measured");

		private final String text;

		Word(String text) {
			this.text = text;
		}

		String text() {
			return this.text;
		}

	}

}
