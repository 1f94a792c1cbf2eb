package dev.leat.benchmarks.run;

import org.jspecify.annotations.Nullable;

/**
 * Where figures come from. They are comparable only within one.
 *
 * @param commit of the sources, with a mark where they were changed since
 * @param jdk its version
 * @param machine its processor, and how many
 * @param kernel the operating system's
 * @param command that measures in the same way
 * @param versions of what is compared; null where they were not kept
 */
record Environment(String commit, String jdk, String machine, String kernel, String command,
		@Nullable String versions) {

	/**
	 * Whether the code that ran was the same.
	 * @param other another place
	 * @return true for the same commit and JDK
	 */
	boolean sameCode(Environment other) {
		return this.commit.equals(other.commit) && this.jdk.equals(other.jdk) && this.command.equals(other.command);
	}

	String fileName() {
		return this.commit + "-jdk" + this.jdk + ".jsonl";
	}

}
