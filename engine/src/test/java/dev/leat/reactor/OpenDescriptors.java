package dev.leat.reactor;

import java.io.File;
import java.util.Objects;

import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Counts the descriptors that this process has open, where the system tells.
 */
final class OpenDescriptors {

	private static final File FOLDER = new File("/proc/self/fd");

	private OpenDescriptors() {
	}

	static int count() {
		assumeThat(FOLDER).as("the system lists descriptors").isDirectory();
		return Objects.requireNonNull(FOLDER.list()).length;
	}

}
