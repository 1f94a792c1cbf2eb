package dev.leat.autoconfigure;

import java.time.Duration;

import dev.leat.reactor.DrainResult;
import dev.leat.reactor.LeatServer;

import org.springframework.context.ApplicationEvent;

/**
 * Something has happened to a server. Published to the application context, on the thread
 * that starts or stops the context; {@link Draining} after a quiet period on another one,
 * {@link Drained} on a thread of the engine.
 */
public abstract sealed class LeatServerEvent extends ApplicationEvent {

	private static final long serialVersionUID = 1L;

	private LeatServerEvent(LeatServer server) {
		super(server);
	}

	/**
	 * Whose event it is.
	 * @return the server
	 */
	public LeatServer server() {
		return (LeatServer) getSource();
	}

	/** The server listens. */
	public static final class Started extends LeatServerEvent {

		private static final long serialVersionUID = 1L;

		Started(LeatServer server) {
			super(server);
		}

	}

	/** The server is about to stop listening and lets its connections finish. */
	public static final class Draining extends LeatServerEvent {

		private static final long serialVersionUID = 1L;

		private final Duration grace;

		Draining(LeatServer server, Duration grace) {
			super(server);
			this.grace = grace;
		}

		/**
		 * How long connections may take.
		 * @return the effective grace period
		 */
		public Duration grace() {
			return this.grace;
		}

	}

	/** The server has drained: no connection is left, or the grace period is over. */
	public static final class Drained extends LeatServerEvent {

		private static final long serialVersionUID = 1L;

		private final transient DrainResult result;

		Drained(LeatServer server, DrainResult result) {
			super(server);
			this.result = result;
		}

		/**
		 * How the connections ended.
		 * @return how many by themselves, and how many were cut off
		 */
		public DrainResult result() {
			return this.result;
		}

	}

	/** The server has stopped; no connection is left. */
	public static final class Stopped extends LeatServerEvent {

		private static final long serialVersionUID = 1L;

		Stopped(LeatServer server) {
			super(server);
		}

	}

}
