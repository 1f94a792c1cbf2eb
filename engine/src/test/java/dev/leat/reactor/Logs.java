package dev.leat.reactor;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Keeps what one logger logs, instead of printing it, until it is closed.
 */
final class Logs extends AppenderBase<ILoggingEvent> implements AutoCloseable {

	private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();

	private final Logger logger;

	private final Level before;

	private volatile @Nullable Error failure;

	private Logs(Logger logger) {
		this.logger = logger;
		this.before = logger.getLevel();
	}

	static Logs of(Class<?> type, Level level) {
		return of(type.getName(), level);
	}

	static Logs of(String name, Level level) {
		Logger logger = (Logger) LoggerFactory.getLogger(name);
		Logs logs = new Logs(logger);
		logger.setLevel(level);
		logger.setAdditive(false);
		logs.start();
		logger.addAppender(logs);
		return logs;
	}

	@Override
	protected void append(ILoggingEvent event) {
		this.events.add(event);
		Error failure = this.failure;
		if (failure != null) {
			throw failure;
		}
	}

	/** From now on whoever logs meets a failure. */
	void fail(Error value) {
		this.failure = value;
	}

	/** Level and message of each line, in order. */
	List<String> lines() {
		return this.events.stream().map((event) -> event.getLevel() + " " + event.getFormattedMessage()).toList();
	}

	/** The stack traces that were logged. */
	List<IThrowableProxy> throwables() {
		return this.events.stream().map(ILoggingEvent::getThrowableProxy).filter(Objects::nonNull).toList();
	}

	@Override
	public void close() {
		this.logger.detachAppender(this);
		this.logger.setAdditive(true);
		this.logger.setLevel(this.before);
		stop();
	}

}
