package dev.leat.benchmarks.run;

import java.util.Locale;

/**
 * What is measured, with the unit in which it is kept and shown.
 */
enum Metric {

	/** Messages answered in a second, or visits made. */
	RATE("per second", 0),

	/** CPU time of the server for a message. */
	CPU("CPU per message, ns", 0),

	P50("p50, µs", 0),

	P99("p99, µs", 0),

	P999("p99.9, µs", 0),

	P9999("p99.99, µs", 0),

	WORST("worst, ms", 1),

	/** 99.9th percentile of the latencies over their median. */
	TAIL("p99.9 / p50", 1),

	/** The part of its core that the load generator used. */
	GENERATOR("generator busy, %", 0),

	RESIDENT("resident, MiB", 0),

	HEAP("heap per connection, bytes", 0),

	/** Of the thread that wakes most often, those of the JVM itself left out. */
	WAKE_UPS("wake-ups per second and loop", 1),

	/** From the start of the process. */
	START("process to first answer, ms", 0),

	/** From the start of {@code main}, without that of the JVM. */
	ENGINE_START("main to first answer, ms", 0),

	CALLS("system calls per message", 3),

	ALLOCATION("bytes allocated per message", 1),

	SET("SET per second", 0),

	GET("GET per second", 0);

	private final String title;

	private final int digits;

	Metric(String title, int digits) {
		this.title = title;
		this.digits = digits;
	}

	String title() {
		return this.title;
	}

	/**
	 * Whether a value is shown as nothing, so that no ratio to it says anything.
	 * @param value of this metric
	 * @return true for less than half of the last digit
	 */
	boolean isNothing(double value) {
		return Math.abs(value) * Math.pow(10, this.digits) < 0.5;
	}

	String show(double value) {
		return String.format(Locale.ROOT, "%,." + this.digits + "f", value);
	}

}
