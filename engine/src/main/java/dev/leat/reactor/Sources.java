package dev.leat.reactor;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The sources of one loop, in the order in which they came. They are linked through
 * themselves, so that having one costs two references. Loop thread only.
 */
final class Sources {

	private @Nullable Source first;

	private @Nullable Source last;

	void add(Source source) {
		Source last = this.last;
		if (last != null) {
			last.after = source;
		}
		else {
			this.first = source;
		}
		source.before = last;
		this.last = source;
	}

	/** Takes one out, if it is here. */
	void remove(Source source) {
		Source before = source.before;
		Source after = source.after;
		if (before != null) {
			before.after = after;
		}
		else if (this.first == source) {
			this.first = after;
		}
		else {
			return;
		}
		if (after != null) {
			after.before = before;
		}
		else {
			this.last = before;
		}
		source.before = null;
		source.after = null;
	}

	/** All that are here now. */
	List<Source> all() {
		List<Source> all = new ArrayList<>();
		for (Source source = this.first; source != null; source = source.after) {
			all.add(source);
		}
		return all;
	}

}
