package dev.leat.reactor;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.NOPLoggerFactory;
import org.slf4j.helpers.SubstituteLogger;

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

	/**
	 * The logger.
	 * @return one that writes nothing where SLF4J fails, which has told why by then
	 */
	Logger get() {
		Logger known = this.logger;
		return (known != null) ? known : ask();
	}

	/** What SLF4J lends while another thread still starts it is not kept. */
	private Logger ask() {
		try {
			Logger found = LoggerFactory.getLogger(this.name);
			if (!(found instanceof SubstituteLogger)) {
				this.logger = found;
			}
			return found;
		}
		catch (RuntimeException | Error ex) {
			return silent();
		}
	}

	/** By its factory, whose signature tells what it is without loading SLF4J's. */
	private Logger silent() {
		return new NOPLoggerFactory().getLogger(this.name);
	}

}
