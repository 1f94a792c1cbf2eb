package dev.leat.reactor;

import org.jspecify.annotations.Nullable;

/**
 * What the {@link Watchdog} knows of one loop. A turn is known by the moment at which it
 * began. On the watchdog's thread only.
 *
 * <pre>
 *  loop turns ──&gt; a turn lasts too long: count, take a stack, log ──&gt; more stacks,
 *      ^                                                              at twice the time
 *      └────────────────────── the turn is over ─────────────────────────────┘
 * </pre>
 */
final class LoopWatch {

	private static final Log LOG = new Log(Watchdog.class);

	private static final long RESTART_PERIOD = 1_000_000_000L;

	private final EventLoop loop;

	private final LoopCounters counters;

	private final Stalls stalls;

	private final long tooLong;

	private final LogLimit log = new LogLimit();

	private Stalls.@Nullable Entry stall;

	/** When the turn began that was seen last. */
	private long began;

	private long lookedAt;

	/** How much of the turn nobody is to blame for. */
	private long excused;

	private boolean quiet;

	private long mayRestart;

	LoopWatch(EventLoop loop, GroupSettings settings, Stalls stalls) {
		this.loop = loop;
		this.counters = loop.counters();
		this.stalls = stalls;
		this.tooLong = settings.blockedWarning();
		this.began = this.counters.wokeAt();
		this.lookedAt = settings.clock().nanos();
		this.mayRestart = settings.clock().nanos();
	}

	boolean isAsleep() {
		return this.counters.isAsleep() && !this.loop.life().isDead();
	}

	/** Whether the loop sleeps, and has slept since the look before. */
	boolean isQuiet() {
		return this.quiet;
	}

	/**
	 * Looks at the loop.
	 * @param late how late this look is, as everything may be
	 * @return in how many nanoseconds it wants to look again at the latest
	 */
	long look(long now, long late) {
		boolean asleep = isAsleep();
		long began = this.counters.wokeAt();
		this.quiet = asleep && began == this.began;
		if (asleep || began != this.began) {
			turnIsOver();
			this.began = began;
			this.excused = 0;
		}
		if (this.loop.life().isDead()) {
			return revive(now);
		}
		long wait = asleep ? Nanos.FOREVER : lookAtTurn(now, late);
		this.lookedAt = now;
		return wait;
	}

	private long lookAtTurn(long now, long late) {
		this.excused += blameless(now, late);
		long held = now - this.began - this.excused;
		if (held >= nextStack()) {
			takeStack(now, held);
		}
		return Math.max(1, nextStack() - held);
	}

	/**
	 * How much of the time since the last look was no turn's fault: by how much this look
	 * is late, or all of it if that is so much that the rest tells nothing.
	 */
	private long blameless(long now, long late) {
		long unseen = Math.min(now - this.lookedAt, now - this.began);
		return (late >= this.tooLong / 2) ? unseen : Math.min(late, unseen);
	}

	/** How long a turn has lasted when the next stack is due: each time twice as long. */
	private long nextStack() {
		int taken = (this.stall != null) ? this.stall.stacks() : 0;
		return (taken < Stalls.STACKS) ? this.tooLong << taken : Nanos.FOREVER;
	}

	private void takeStack(long now, long held) {
		Stalls.Entry stall = this.stall;
		if (stall == null) {
			NioConnection running = this.loop.guard().running();
			stall = this.stalls.add(this.counters.name(), (running != null) ? running.toString() : null, this.began);
			this.stall = stall;
			this.counters.blocked.increment();
			stall.add(held, this.loop.life().stack());
			warn(now, stall);
		}
		else {
			stall.add(held, this.loop.life().stack());
		}
	}

	private void warn(long now, Stalls.Entry stall) {
		if (this.log.allows(now)) {
			LOG.get().warn("{}; {} more since the last line", stall.describe(), this.log.held());
		}
	}

	private void turnIsOver() {
		if (this.stall != null) {
			LoopCounters.Turn turn = this.counters.longTurn();
			this.stall.over((turn != null && turn.began() == this.began) ? turn.nanos() - this.excused : 0);
			this.stall = null;
		}
	}

	private long revive(long now) {
		long wait = this.mayRestart - now;
		if (wait > 0) {
			return wait;
		}
		this.mayRestart = now + RESTART_PERIOD;
		if (this.loop.life().revive()) {
			this.counters.restarts.increment();
		}
		return RESTART_PERIOD;
	}

}
