package dev.leat.reactor;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

/**
 * Counts what a loop does and where its time goes. The loop writes, any thread reads. The
 * time in user code and in TLS is measured in one turn of sixteen, and its share is
 * applied to the others.
 */
final class LoopCounters implements LoopStats {

	private static final int SAMPLE_MASK = 15;

	private static final long WINDOW = 1_000_000_000L;

	private final String name;

	private final Clock clock;

	/** From here on a turn has taken too long. */
	private final long tooLong;

	final AtomicInteger connections = new AtomicInteger();

	final AtomicInteger pendingTasks = new AtomicInteger();

	final Counter wakeups = new Counter();

	/** Threads woken that waited on a half of a connection. */
	final Counter unparks = new Counter();

	/** Selectors replaced while the loop ran. */
	final Counter rebuilds = new Counter();

	/** Turns that took too long; the watchdog counts them. */
	final Counter blocked = new Counter();

	/** Threads that took the place of one that had died; the watchdog counts them. */
	final Counter restarts = new Counter();

	private final Counter iterations = new Counter();

	private final CounterPerValue<State> nanos = new CounterPerValue<>(State.values());

	private boolean sampling;

	private long handlerNanos;

	private long tlsNanos;

	private double handlerShare;

	private double tlsShare;

	/** Written before {@link #asleep} turns false, so that who sees that sees this. */
	private long wokeAt;

	private long ioEndedAt;

	private volatile long asleepSince;

	private volatile boolean asleep;

	private volatile boolean alive;

	/** The last one that took too long. */
	private volatile @Nullable Turn longTurn;

	/** What the probe found last. */
	private volatile long probed;

	private long windowStart;

	private long windowIdle;

	private double utilization;

	LoopCounters(String name, GroupSettings settings) {
		this.name = name;
		this.clock = settings.clock();
		this.tooLong = settings.blockedWarning();
		this.windowStart = this.clock.nanos();
		this.asleepSince = this.windowStart;
		this.asleep = true;
	}

	/** A thread has taken the loop over; before it the loop waited. */
	void begin(long now) {
		if (this.asleep) {
			this.nanos.add(State.IDLE, now - this.asleepSince);
		}
		this.wokeAt = now;
		this.asleep = false;
		this.ioEndedAt = now;
	}

	/** The thread that has the loop will run its turns. */
	void lives() {
		this.alive = true;
	}

	/** The loop's thread ends; from now on the loop waits. */
	void ends(long now) {
		this.alive = false;
		this.probed = 0;
		if (!this.asleep) {
			sleeps(now);
		}
	}

	void sleeps(long now) {
		long busy = now - this.wokeAt;
		if (busy >= this.tooLong) {
			this.longTurn = new Turn(this.wokeAt, busy);
		}
		if (this.sampling && busy > 0) {
			this.handlerShare += (share(this.handlerNanos, busy) - this.handlerShare) / 8;
			this.tlsShare += (share(this.tlsNanos, busy) - this.tlsShare) / 8;
		}
		double rest = Math.max(0, 1 - this.handlerShare - this.tlsShare);
		long io = (long) ((this.ioEndedAt - this.wokeAt) * rest);
		long tasks = (long) ((now - this.ioEndedAt) * rest);
		long tls = Math.min(busy - io - tasks, (long) (busy * this.tlsShare));
		this.nanos.add(State.IO, io);
		this.nanos.add(State.TASKS, tasks);
		this.nanos.add(State.TLS, tls);
		this.nanos.add(State.HANDLER, busy - io - tasks - tls);
		this.asleepSince = now;
		this.asleep = true;
	}

	private static double share(long part, long whole) {
		return Math.min(1, (double) part / whole);
	}

	void wakes(long now) {
		this.nanos.add(State.IDLE, now - this.asleepSince);
		this.wokeAt = now;
		this.asleep = false;
		this.iterations.increment();
		this.sampling = (this.iterations.get() & SAMPLE_MASK) == 0;
		this.handlerNanos = 0;
		this.tlsNanos = 0;
	}

	void ioEnds(long now) {
		this.ioEndedAt = now;
	}

	/**
	 * What a handler writes may be encrypted at once, which is not the handler's time.
	 */
	long handlerBegins() {
		return this.sampling ? this.clock.nanos() - this.tlsNanos : 0;
	}

	void handlerEnds(long begun) {
		if (begun != 0) {
			this.handlerNanos += this.clock.nanos() - this.tlsNanos - begun;
		}
	}

	long tlsBegins() {
		return this.sampling ? this.clock.nanos() : 0;
	}

	void tlsEnds(long begun) {
		if (begun != 0) {
			this.tlsNanos += this.clock.nanos() - begun;
		}
	}

	// What the watchdog reads

	boolean isAsleep() {
		return this.asleep;
	}

	/** When the turn began that the loop is in, as far as it is in one. */
	long wokeAt() {
		return this.wokeAt;
	}

	@Nullable Turn longTurn() {
		return this.longTurn;
	}

	// LoopStats

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public int connections() {
		return this.connections.get();
	}

	@Override
	public int pendingTasks() {
		return this.pendingTasks.get();
	}

	@Override
	public long iterations() {
		return this.iterations.get();
	}

	@Override
	public long wakeups() {
		return this.wakeups.get();
	}

	@Override
	public boolean isAlive() {
		return this.alive;
	}

	@Override
	public long blocked() {
		return this.blocked.get();
	}

	@Override
	public Duration lag() {
		long held = this.asleep ? 0 : this.clock.nanos() - this.wokeAt;
		return this.alive ? Duration.ofNanos(Math.max(this.probed, held)) : Duration.ZERO;
	}

	/** A probe came so late. */
	void probed(long lag) {
		this.probed = lag;
	}

	@Override
	public long selectorRebuilds() {
		return this.rebuilds.get();
	}

	@Override
	public long restarts() {
		return this.restarts.get();
	}

	@Override
	public long nanos(State state) {
		return this.nanos.get(state);
	}

	@Override
	public synchronized double utilization() {
		long now = this.clock.nanos();
		long elapsed = now - this.windowStart;
		if (elapsed >= WINDOW) {
			long idle = idleUntil(now);
			double working = 1 - (double) (idle - this.windowIdle) / elapsed;
			this.utilization = Math.max(0, Math.min(1, working));
			this.windowStart = now;
			this.windowIdle = idle;
		}
		return this.utilization;
	}

	private long idleUntil(long now) {
		long idle = this.nanos.get(State.IDLE);
		return this.asleep ? idle + Math.max(0, now - this.asleepSince) : idle;
	}

	/** One turn of the loop: when it began, and how long it was. */
	record Turn(long began, long nanos) {
	}

}
