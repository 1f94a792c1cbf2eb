package dev.leat.autoconfigure;

import dev.leat.reactor.LeatServer;
import dev.leat.reactor.StreamHandler;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.system.JavaVersion;
import org.springframework.core.env.Environment;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/**
 * Chooses the threads on which a {@link StreamHandler} is called: virtual ones where
 * there are such and the application does not refuse them, else those of its task
 * executor, else a daemon for each connection.
 */
final class StreamThreads {

	private static final String VIRTUAL = "spring.threads.virtual.enabled";

	private static final String EXECUTOR = TaskExecutionAutoConfiguration.APPLICATION_TASK_EXECUTOR_BEAN_NAME;

	private final Environment environment;

	private final BeanFactory beans;

	StreamThreads(Environment environment, BeanFactory beans) {
		this.environment = environment;
		this.beans = beans;
	}

	/** Gives a server its threads. */
	void supply(LeatServer.Builder server, String name, int maxConnections) {
		if (!areVirtual()) {
			AsyncTaskExecutor executor = executor();
			server.streamExecutor((executor != null) ? executor : daemons(name, maxConnections));
		}
	}

	/** What the log says of them. */
	String describe() {
		if (areVirtual()) {
			return "virtual threads";
		}
		AsyncTaskExecutor executor = executor();
		if (executor == null) {
			return "daemon threads";
		}
		return ((executor instanceof ThreadPoolTaskExecutor pool) ? atOnce(pool) + " threads" : "threads") + " of "
				+ EXECUTOR;
	}

	private boolean areVirtual() {
		return JavaVersion.getJavaVersion().isEqualOrNewerThan(JavaVersion.TWENTY_ONE)
				&& this.environment.getProperty(VIRTUAL, Boolean.class, true);
	}

	/** As everywhere in Spring Boot, it is found by its name. */
	private @Nullable AsyncTaskExecutor executor() {
		boolean exists = this.beans.containsBean(EXECUTOR) && this.beans.isTypeMatch(EXECUTOR, AsyncTaskExecutor.class);
		return exists ? this.beans.getBean(EXECUTOR, AsyncTaskExecutor.class) : null;
	}

	/** A pool that may queue grows beyond its core only when its queue is full. */
	private static int atOnce(ThreadPoolTaskExecutor pool) {
		return (pool.getQueueCapacity() > 0) ? pool.getCorePoolSize() : pool.getMaxPoolSize();
	}

	/** The engine's own would be virtual, where the application refuses that. */
	private static AsyncTaskExecutor daemons(String name, int maxConnections) {
		SimpleAsyncTaskExecutor executor = new SimpleAsyncTaskExecutor("leat-" + name + "-stream-");
		executor.setDaemon(true);
		executor.setConcurrencyLimit(maxConnections);
		executor.setRejectTasksWhenLimitReached(true);
		return executor;
	}

}
