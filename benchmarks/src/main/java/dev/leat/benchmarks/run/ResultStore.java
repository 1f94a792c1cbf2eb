package dev.leat.benchmarks.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Keeps results, one line of JSON each, in a file for each commit and JDK. A line that
 * was cut when a run was ended is left out, and measured again.
 */
final class ResultStore {

	private final @Nullable Path folder;

	private final List<Result> results = new ArrayList<>();

	private int unreadable;

	private ResultStore(@Nullable Path folder) {
		this.folder = folder;
	}

	/**
	 * Keeps what it is given until the process ends.
	 * @return an empty one
	 */
	static ResultStore inMemory() {
		return new ResultStore(null);
	}

	/**
	 * Reads what is stored, in the order of the files' last changes.
	 * @param folder is made when it does not exist
	 * @return all that was ever stored there
	 */
	static ResultStore in(Path folder) {
		ResultStore store = new ResultStore(folder);
		try {
			Files.createDirectories(folder);
			try (Stream<Path> files = Files.list(folder)) {
				files.filter((file) -> file.toString().endsWith(".jsonl"))
					.sorted((one, other) -> Long.compare(one.toFile().lastModified(), other.toFile().lastModified()))
					.forEach(store::read);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return store;
	}

	void add(Result result) {
		this.results.add(result);
		if (this.folder == null) {
			return;
		}
		try {
			Path file = this.folder.resolve(result.environment().fileName());
			Files.writeString(file, (isCut(file) ? "\n" : "") + Json.line(result) + "\n", UTF_8,
					StandardOpenOption.CREATE, StandardOpenOption.APPEND);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Whether what is added would go on with a line that never came to its end. */
	private static boolean isCut(Path file) throws IOException {
		if (!Files.exists(file) || Files.size(file) == 0) {
			return false;
		}
		try (SeekableByteChannel channel = Files.newByteChannel(file)) {
			ByteBuffer last = ByteBuffer.allocate(1);
			channel.position(channel.size() - 1).read(last);
			return last.get(0) != '\n';
		}
	}

	/**
	 * Whether a measurement need not be made again.
	 * @param environment with the code in question
	 * @param work the case
	 * @param peer its peer
	 * @param round counted from 1
	 * @return false also for what could not be run then
	 */
	boolean has(Environment environment, String work, String peer, int round) {
		return this.results.stream()
			.anyMatch((result) -> result.notRun() == null && result.round() == round && result.work().equals(work)
					&& result.peer().equals(peer) && result.environment().sameCode(environment));
	}

	/**
	 * The results of one commit, of all its JDKs; for a case that was not measured there,
	 * those of the newest that has it.
	 * @param commit the one at hand
	 * @return in the order in which they were stored
	 */
	List<Result> of(String commit) {
		Map<String, String> newest = new HashMap<>();
		this.results.forEach((result) -> newest.merge(what(result), result.environment().commit(),
				(before, after) -> before.equals(commit) ? before : after));
		return this.results.stream()
			.filter((result) -> result.environment().commit().equals(newest.get(what(result))))
			.toList();
	}

	/**
	 * How many lines of the folder are left out, since nothing can be made of them.
	 * @return 0 where all were read
	 */
	int unreadable() {
		return this.unreadable;
	}

	private static String what(Result result) {
		return result.environment().jdk() + " " + result.work();
	}

	private void read(String line) {
		Json.readWhole(line, Result.class).ifPresentOrElse(this.results::add, () -> this.unreadable++);
	}

	private void read(Path file) {
		try {
			new String(Files.readAllBytes(file), UTF_8).lines().filter((line) -> !line.isBlank()).forEach(this::read);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
