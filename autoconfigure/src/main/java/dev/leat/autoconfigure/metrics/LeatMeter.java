package dev.leat.autoconfigure.metrics;

import java.util.List;

/**
 * Every meter of Leat. The names are a contract: dashboards and alerts are written
 * against them. Tags are the server or the loop and small enums, never an address or a
 * port; each series of an enum exists from the start, at 0.
 */
public enum LeatMeter {

	/** Gauge from 0 to 1. */
	EVENTLOOP_UTILIZATION("leat.eventloop.utilization", Kind.GAUGE, "", "loop",
			"share of the last second that the loop worked rather than waited"),
	/** Function counter in seconds. */
	EVENTLOOP_TIME("leat.eventloop.time", Kind.COUNTER, "seconds", "loop, state",
			"where the loop's time went: io, handler, tls, tasks or idle; handler and tls are sampled"),
	/** Timer. */
	EVENTLOOP_LAG("leat.eventloop.lag", Kind.TIMER, "seconds", "loop",
			"how late a probe ran against the moment it was due; one a second"),
	/** Function counter. */
	EVENTLOOP_BLOCKED("leat.eventloop.blocked", Kind.COUNTER, "", "loop",
			"times that one turn held the loop past leat.event-loops.blocked-warning"),
	/** Gauge. */
	EVENTLOOP_TASKS_PENDING("leat.eventloop.tasks.pending", Kind.GAUGE, "", "loop",
			"tasks from other threads not yet run"),
	/** Gauge. */
	EVENTLOOP_CONNECTIONS("leat.eventloop.connections", Kind.GAUGE, "", "loop", "connections that live on this loop"),
	/** Function counter. */
	EVENTLOOP_ITERATIONS("leat.eventloop.iterations", Kind.COUNTER, "", "loop", "turns of the loop"),
	/** Function counter. */
	EVENTLOOP_WAKEUPS("leat.eventloop.wakeups", Kind.COUNTER, "", "loop", "times another thread woke the loop"),
	/** Function counter. */
	EVENTLOOP_SELECTOR_REBUILDS("leat.eventloop.selector.rebuilds", Kind.COUNTER, "", "loop",
			"selectors replaced because they failed or returned early again and again"),
	/** Function counter. */
	EVENTLOOP_RESTARTS("leat.eventloop.restarts", Kind.COUNTER, "", "", "loops that died and were replaced"),
	/** Gauge. */
	SERVER_CONNECTIONS("leat.server.connections", Kind.GAUGE, "", "server", "open connections"),
	/** Gauge. */
	SERVER_CONNECTIONS_MAX("leat.server.connections.max", Kind.GAUGE, "", "server", "the configured limit"),
	/** Function counter. */
	SERVER_CONNECTIONS_ACCEPTED("leat.server.connections.accepted", Kind.COUNTER, "", "server", "connections accepted"),
	/** Function counter; reason is a {@link dev.leat.reactor.RejectReason}. */
	SERVER_CONNECTIONS_REJECTED("leat.server.connections.rejected", Kind.COUNTER, "", "server, reason",
			"connections turned away before a handler saw them"),
	/** Function counter; reason is a {@link dev.leat.reactor.CloseReason}. */
	SERVER_CONNECTIONS_CLOSED("leat.server.connections.closed", Kind.COUNTER, "", "server, reason",
			"connections ended, by cause"),
	/** Gauge. */
	SERVER_CONNECTIONS_UNWRITABLE("leat.server.connections.unwritable", Kind.GAUGE, "", "server",
			"connections over their high-water mark now"),
	/** Gauge; cause is a {@link dev.leat.reactor.PauseReason}. */
	SERVER_CONNECTIONS_PAUSED("leat.server.connections.paused", Kind.GAUGE, "", "server, cause",
			"connections whose reading is paused"),
	/** Timer. */
	SERVER_CONNECTION_DURATION("leat.server.connection.duration", Kind.TIMER, "seconds", "server",
			"life of a closed connection; not of servers that the application builds itself"),
	/** Function counter in bytes. */
	SERVER_DATA_READ("leat.server.data.read", Kind.COUNTER, "bytes", "server", "bytes received"),
	/** Function counter in bytes; path is direct or queued. */
	SERVER_DATA_WRITTEN("leat.server.data.written", Kind.COUNTER, "bytes", "server, path",
			"bytes sent, by the way they took: direct or queued"),
	/** Gauge in bytes. */
	SERVER_WRITE_PENDING("leat.server.write.pending", Kind.GAUGE, "bytes", "server",
			"bytes accepted from handlers and not yet sent"),
	/** Gauge, 0 or 1. */
	SERVER_ACCEPTING("leat.server.accepting", Kind.GAUGE, "", "server", "whether the listener is armed"),
	/** Gauge, 0 or 1; reason is an {@link dev.leat.reactor.AcceptPause}. */
	SERVER_ACCEPT_PAUSED("leat.server.accept.paused", Kind.GAUGE, "", "server, reason",
			"why the listener is not armed"),
	/** Function counter; reason is an {@link dev.leat.reactor.AcceptError}. */
	SERVER_ACCEPT_ERRORS("leat.server.accept.errors", Kind.COUNTER, "", "server, reason", "failed accepts"),
	/** Function counter. */
	SERVER_LISTENER_RECOVERED("leat.server.listener.recovered", Kind.COUNTER, "", "server",
			"times a listener was found unarmed or lost, and hears again"),
	/** Function counter; callback is a {@link dev.leat.reactor.Callback}. */
	SERVER_HANDLER_ERRORS("leat.server.handler.errors", Kind.COUNTER, "", "server, callback",
			"exceptions out of user callbacks"),
	/** Gauge. */
	SERVER_ANSWERS_PENDING("leat.server.answers.pending", Kind.GAUGE, "", "server", "frames whose answer is owed"),
	/** Function timer. */
	SERVER_ANSWER_TIME("leat.server.answer.time", Kind.FUNCTION_TIMER, "seconds", "server",
			"from a frame to its deferred answer"),
	/** Function timer; result is a {@link dev.leat.reactor.TlsResult}. */
	SERVER_TLS_HANDSHAKES("leat.server.tls.handshakes", Kind.FUNCTION_TIMER, "seconds", "server, result, protocol",
			"TLS handshakes, by how they ended and what they agreed on"),
	/** Function counter; result is success or failure. */
	SERVER_TLS_RELOADS("leat.server.tls.reloads", Kind.COUNTER, "", "server, result",
			"certificates taken over while running: success, or failure and the old one kept"),
	/** Gauge, 0 or 1. */
	SERVER_DRAINING("leat.server.draining", Kind.GAUGE, "", "server",
			"whether the server is finishing its connections"),
	/** Gauge in bytes. */
	BUFFER_MEMORY_USED("leat.buffer.memory.used", Kind.GAUGE, "bytes", "type", "memory lent out"),
	/** Gauge in bytes. */
	BUFFER_MEMORY_POOLED("leat.buffer.memory.pooled", Kind.GAUGE, "bytes", "type", "memory kept for reuse"),
	/** Gauge in bytes. */
	BUFFER_MEMORY_LIMIT("leat.buffer.memory.limit", Kind.GAUGE, "bytes", "type", "the budget"),
	/** Function counter. */
	BUFFER_ACQUIRED("leat.buffer.acquired", Kind.COUNTER, "", "result",
			"requests for a buffer: pooled, allocated or refused");

	/** What a meter is to Micrometer. */
	public enum Kind {

		/** A value of now. */
		GAUGE,
		/** A count that the engine keeps and the meter reads. */
		COUNTER,
		/** A count, a total and a maximum of durations. */
		TIMER,
		/** A count and a total of durations that the engine keeps and the meter reads. */
		FUNCTION_TIMER

	}

	private final String meterName;

	private final Kind kind;

	private final String unit;

	private final List<String> tags;

	private final String description;

	LeatMeter(String meterName, Kind kind, String unit, String tags, String description) {
		this.meterName = meterName;
		this.kind = kind;
		this.unit = unit;
		this.tags = tags.isEmpty() ? List.of() : List.of(tags.split(", "));
		this.description = description;
	}

	/**
	 * What it is called in the registry.
	 * @return the name with dots
	 */
	public String meterName() {
		return this.meterName;
	}

	/**
	 * What it is to Micrometer.
	 * @return the kind
	 */
	public Kind kind() {
		return this.kind;
	}

	/**
	 * In what it counts.
	 * @return {@code bytes}, {@code seconds}, or nothing for plain numbers
	 */
	public String unit() {
		return this.unit;
	}

	/**
	 * Which tags each of its series has.
	 * @return the keys, in order
	 */
	public List<String> tags() {
		return this.tags;
	}

	/**
	 * What it says.
	 * @return a part of a sentence
	 */
	public String description() {
		return this.description;
	}

}
