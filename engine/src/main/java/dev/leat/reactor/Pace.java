package dev.leat.reactor;

/**
 * When the connections of a draining server are asked to finish: evenly, so that not all
 * of their clients connect elsewhere at once, and early enough for the grace period. All
 * times are of the engine's clock, in nanoseconds.
 *
 * @param begins when the first one is asked
 * @param lasts until the last one is asked
 * @param ends the end of the grace period
 */
record Pace(long begins, long lasts, long ends) {

	private static final long SECOND = 1_000_000_000L;

	/** What takes no longer than this is done at once. */
	private static final long AT_ONCE = SECOND / 10;

	static Pace of(ServerContext context, long now, long grace) {
		return of(context.connections().size(), context.config().maxCloseRate(), now, grace);
	}

	static Pace of(int connections, int rate, long now, long grace) {
		long wanted = connections * SECOND / rate;
		return new Pace(now, (wanted <= AT_ONCE) ? 0 : Math.min(wanted, grace / 2), now + grace);
	}

	/** When one of so many connections is due, the first being number 0. */
	long due(int number, int count) {
		return this.begins + this.lasts / count * number;
	}

	long remaining(long now) {
		return Math.max(0, this.ends - now);
	}

}
