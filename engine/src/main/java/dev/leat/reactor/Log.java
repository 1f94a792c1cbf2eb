package dev.leat.reactor;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A logger that SLF4J is asked for when the first line is due: it looks for what writes
 * the log then, which takes a tenth of a start. Any thread.
 */
final class Log {

	private final String name;

	private volatile @Nullable Logger logger;

	Log(Class<?> type) {
		this(type.getName());
	}

	Log(String name) {
		this.name = name;
	}

	Logger get() {
		Logger known = this.logger;
		if (known == null) {
			known = LoggerFactory.getLogger(this.name);
			this.logger = known;
		}
		return known;
	}

}
