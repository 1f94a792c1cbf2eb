package dev.leat.autoconfigure.metrics;

import java.util.List;
import java.util.Locale;

/**
 * Every meter of Leat. The names are a contract: dashboards and alerts are written
 * against them. Tags are the server or the loop and small enums, never an address or a
 * port; each series of an enum exists from the start, at 0.
 */
public enum LeatMeter {

	EVENTLOOP_UTILIZATION(Kind.GAUGE, "loop", "share of the last second that the loop worked rather than waited"),
	EVENTLOOP_TIME(Kind.COUNTER, "seconds", "loop, state",
			"where the loop's time went: io, handler, tls, tasks or idle; handler and tls are sampled"),
	EVENTLOOP_LAG(Kind.TIMER, "loop", "how late a probe ran against the moment it was due; one a second"),
	EVENTLOOP_BLOCKED(Kind.COUNTER, "loop", "times that one turn held the loop past leat.event-loops.blocked-warning"),
	EVENTLOOP_TASKS_PENDING(Kind.GAUGE, "loop", "tasks from other threads not yet run"),
	EVENTLOOP_CONNECTIONS(Kind.GAUGE, "loop", "connections that live on this loop"),
	EVENTLOOP_ITERATIONS(Kind.COUNTER, "loop", "turns of the loop"),
	EVENTLOOP_WAKEUPS(Kind.COUNTER, "loop", "times another thread woke the loop"),
	EVENTLOOP_SELECTOR_REBUILDS(Kind.COUNTER, "loop",
			"selectors replaced because they failed or returned early again and again"),
	EVENTLOOP_RESTARTS(Kind.COUNTER, "", "loops that died and were replaced"),
	SERVER_CONNECTIONS(Kind.GAUGE, "server", "open connections"),
	SERVER_CONNECTIONS_MAX(Kind.GAUGE, "server", "the configured limit"),
	SERVER_CONNECTIONS_ACCEPTED(Kind.COUNTER, "server", "connections accepted"),
	SERVER_CONNECTIONS_REJECTED(Kind.COUNTER, "server, reason", "connections turned away before a handler saw them"),
	SERVER_CONNECTIONS_CLOSED(Kind.COUNTER, "server, reason", "connections ended, by cause"),
	SERVER_CONNECTIONS_UNWRITABLE(Kind.GAUGE, "server", "connections over their high-water mark now"),
	SERVER_CONNECTIONS_PAUSED(Kind.GAUGE, "server, cause", "connections whose reading is paused"),
	SERVER_CONNECTION_DURATION(Kind.TIMER, "server", "life of a closed connection"),
	SERVER_DATA_READ(Kind.COUNTER, "bytes", "server", "bytes received"),
	SERVER_DATA_WRITTEN(Kind.COUNTER, "bytes", "server, path", "bytes sent, by the way they took: direct or queued"),
	SERVER_WRITE_PENDING(Kind.GAUGE, "bytes", "server", "bytes accepted from handlers and not yet sent"),
	SERVER_ACCEPTING(Kind.GAUGE, "server", "whether the listener is armed"),
	SERVER_ACCEPT_PAUSED(Kind.GAUGE, "server, reason", "why the listener is not armed"),
	SERVER_ACCEPT_ERRORS(Kind.COUNTER, "server, reason", "failed accepts"),
	SERVER_LISTENER_RECOVERED(Kind.COUNTER, "server", "times a listener was found unarmed or lost, and hears again"),
	SERVER_HANDLER_ERRORS(Kind.COUNTER, "server, callback", "exceptions out of user callbacks"),
	SERVER_ANSWERS_PENDING(Kind.GAUGE, "server", "frames whose answer is owed"),
	SERVER_ANSWER_TIME(Kind.FUNCTION_TIMER, "server", "from a frame to its deferred answer"),
	SERVER_TLS_HANDSHAKES(Kind.FUNCTION_TIMER, "server, result, protocol",
			"TLS handshakes, by how they ended and what they agreed on"),
	SERVER_TLS_RELOADS(Kind.COUNTER, "server, result",
			"certificates taken over while running: success, or failure and the old one kept"),
	SERVER_DRAINING(Kind.GAUGE, "server", "whether the server is finishing its connections"),
	BUFFER_MEMORY_USED(Kind.GAUGE, "bytes", "type", "memory lent out: direct, or heap, of which none is lent"),
	BUFFER_MEMORY_POOLED(Kind.GAUGE, "bytes", "type",
			"memory kept for reuse: direct, or heap, in which the loops encrypt and decrypt"),
	BUFFER_MEMORY_LIMIT(Kind.GAUGE, "bytes", "type",
			"the budget of direct memory; the heap memory of all loops if each speaks TLS"),
	BUFFER_ACQUIRED(Kind.COUNTER, "result", "requests for a buffer: pooled, allocated or refused"),
	BUFFER_LEAKED(Kind.COUNTER, "", "buffers never given back, found when their loop ends");

	/** What a meter is to Micrometer. */
	public enum Kind {

		/** A value of now. */
		GAUGE,
		/** A count that the engine keeps and the meter reads. */
		COUNTER,
		/** A count, a total and a maximum of durations. */
		TIMER,
		/** A count and a total of durations that the engine keeps and the meter reads. */
		FUNCTION_TIMER;

		private boolean isDuration() {
			return this == TIMER || this == FUNCTION_TIMER;
		}

	}

	private final Kind kind;

	private final String unit;

	private final List<String> tags;

	private final String description;

	/** One that counts what its kind counts in. */
	LeatMeter(Kind kind, String tags, String description) {
		this(kind, kind.isDuration() ? "seconds" : "", tags, description);
	}

	LeatMeter(Kind kind, String unit, String tags, String description) {
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
		return "leat." + name().toLowerCase(Locale.ROOT).replace('_', '.');
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
