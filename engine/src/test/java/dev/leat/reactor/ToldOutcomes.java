package dev.leat.reactor;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jspecify.annotations.Nullable;

/**
 * Notes the outcomes of writes: the name of the write, the bytes that got out, and the
 * failure where there was one.
 */
final class ToldOutcomes {

	private final List<String> told = new CopyOnWriteArrayList<>();

	private final List<Throwable> failures = new CopyOnWriteArrayList<>();

	/** A listener that notes what it is told, under a name. */
	WriteListener of(String name) {
		return (connection, bytes, failure) -> note(name, bytes, failure);
	}

	private void note(String name, long bytes, @Nullable Throwable failure) {
		this.told.add(name + ":" + bytes + ((failure != null) ? " " + failure.getClass().getSimpleName() : ""));
		if (failure != null) {
			this.failures.add(failure);
		}
	}

	/** What was told so far, in order. */
	List<String> told() {
		return this.told;
	}

	List<Throwable> failures() {
		return this.failures;
	}

}
