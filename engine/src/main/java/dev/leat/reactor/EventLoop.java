package dev.leat.reactor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * One thread, one selector, a mailbox and timers. All that happens to its connections
 * happens here, one thing at a time:
 *
 * <pre>
 *  turn:  select ──&gt; timers ──&gt; mail ──&gt; settle ──┐
 *           ^   ready sources     other threads     │ connections that something happened to
 *           └───────────────────────────────────────┘
 * </pre>
 *
 * A turn is a method that the owning thread calls, so that tests can step it.
 */
final class EventLoop implements Consumer<SelectionKey> {

	private static final Log LOG = new Log(EventLoop.class);

	private static final long NANOS_PER_MILLI = 1_000_000;

	private final int index;

	private final GroupSettings settings;

	private final LoopCounters counters;

	private final Watchdog watchdog;

	private final Selection selection;

	private final LoopThread life;

	private final LoopInbox inbox;

	private final TimerHeap timers = new TimerHeap();

	private final BufferPool buffers;

	private final MemoryPressure pressure;

	private final ReadBuffer readBuffer;

	private final ByteBuffer[] scratch = new ByteBuffer[WriteQueue.GATHER];

	private final Batch batch = new Batch();

	private final Wakes wakes = new Wakes();

	private final Activity activity;

	private @Nullable TlsScratch tlsScratch;

	private final Guard guard;

	private final ArrayDeque<ConnectionLife> unsettled = new ArrayDeque<>();

	private final Acceptors acceptors;

	private final CompletableFuture<Void> ended = new CompletableFuture<>();

	private volatile @Nullable Thread thread;

	private boolean awake;

	private boolean begun;

	private boolean stopping;

	private long now;

	/**
	 * Opens the selector; no thread yet.
	 * @throws IOException if there is no descriptor for it
	 */
	EventLoop(int index, GroupSettings settings, LoopCounters counters, BufferPool buffers, Watchdog watchdog)
			throws IOException {
		this.index = index;
		this.settings = settings;
		this.counters = counters;
		this.buffers = buffers;
		this.watchdog = watchdog;
		this.life = new LoopThread(this, settings, watchdog);
		this.pressure = new MemoryPressure(this, buffers.budget());
		this.readBuffer = new ReadBuffer(settings.readBuffer(), settings.poison());
		this.activity = new Activity(settings.clock());
		this.acceptors = new Acceptors(settings.clock());
		this.guard = new Guard(this.batch, counters);
		this.selection = new Selection(settings, counters);
		this.inbox = new LoopInbox(this.selection);
		this.now = settings.clock().nanos();
	}

	// What its connections use, on the loop

	int index() {
		return this.index;
	}

	LoopCounters counters() {
		return this.counters;
	}

	Clock clock() {
		return this.settings.clock();
	}

	/** The time at the start of this turn. */
	long now() {
		return this.now;
	}

	Activity activity() {
		return this.activity;
	}

	Acceptors acceptors() {
		return this.acceptors;
	}

	TimerHeap timers() {
		return this.timers;
	}

	BufferPool buffers() {
		return this.buffers;
	}

	MemoryPressure pressure() {
		return this.pressure;
	}

	ReadBuffer readBuffer() {
		return this.readBuffer;
	}

	/** Made when the first TLS connection comes. */
	TlsScratch tlsScratch() {
		if (this.tlsScratch == null) {
			this.tlsScratch = new TlsScratch();
			this.buffers.heap.add(TlsScratch.BYTES);
		}
		return this.tlsScratch;
	}

	TlsTasks tlsTasks() {
		return this.settings.tlsTasks();
	}

	ByteBuffer[] scratch() {
		return this.scratch;
	}

	Batch batch() {
		return this.batch;
	}

	Wakes wakes() {
		return this.wakes;
	}

	Guard guard() {
		return this.guard;
	}

	Selection selection() {
		return this.selection;
	}

	void add(Source source) throws IOException {
		assert inLoop();
		this.selection.add(source);
	}

	void remove(Source source) {
		assert inLoop();
		this.selection.remove(source);
	}

	/** Adds an acceptor, which is also verified in each turn. */
	void listen(Acceptor acceptor) throws IOException {
		add(acceptor);
		this.acceptors.add(acceptor);
	}

	void listenNoMore(Acceptor acceptor) {
		remove(acceptor);
		this.acceptors.remove(acceptor);
	}

	void forEachConnection(Consumer<NioConnection> action) {
		assert inLoop();
		this.selection.forEach((source) -> {
			if (source instanceof ConnectionLife life) {
				action.accept(life.connection());
			}
		});
	}

	void settleLater(ConnectionLife connection) {
		assert inLoop();
		this.unsettled.add(connection);
	}

	// Any thread

	boolean inLoop() {
		return Thread.currentThread() == this.thread;
	}

	/** Whose the loop is now; nobody's before its start and after its end. */
	@Nullable Thread owner() {
		return this.thread;
	}

	/**
	 * Puts mail into the inbox and wakes the loop if it sleeps.
	 * @return whether the loop will open it: not when it has ended
	 */
	boolean put(Mail mail) {
		return this.inbox.ring(mail);
	}

	LoopInbox inbox() {
		return this.inbox;
	}

	/** Runs engine code on the loop. */
	boolean run(Runnable what) {
		return put(new Mail() {
			@Override
			void open() {
				what.run();
			}
		});
	}

	/** Counts a task that waits for the loop. */
	void takeTask() {
		int waiting = this.counters.pendingTasks.incrementAndGet();
		if (waiting > this.settings.maxPendingTasks()) {
			this.counters.pendingTasks.decrementAndGet();
			throw new RejectedExecutionException("Event loop '" + this.counters.name() + "' has " + (waiting - 1)
					+ " tasks waiting, as many as leat.event-loops.max-pending-tasks allows");
		}
	}

	void taskStarts() {
		this.counters.pendingTasks.decrementAndGet();
	}

	/** Opens the mail of a connection whose loop takes no more, once it has ended. */
	void runOrphan(NioConnection connection) {
		this.ended.thenRunAsync(() -> {
			synchronized (this.ended) {
				connection.openAsOrphan();
			}
		}, ForkJoinPool.commonPool());
	}

	// The thread

	/** Starts the thread and returns when it runs. */
	void start() {
		this.life.start();
	}

	LoopThread life() {
		return this.life;
	}

	/** Makes the calling thread the owner; a test that steps the loop is one. */
	void own() {
		takeOver();
		this.counters.lives();
		if (!this.begun) {
			this.begun = true;
			this.buffers.budget().watch(this.pressure);
			LagListener listener = this.settings.lagListener();
			if (listener != null) {
				new LagProbe(this, listener).begin();
			}
		}
	}

	/** Makes the calling thread the owner after another one. */
	void takeOver() {
		this.thread = Thread.currentThread();
		this.now = clock().nanos();
		this.counters.begin(this.now);
	}

	/** Makes every thread another one than the loop's, until the next takes it over. */
	void letGo() {
		this.thread = null;
	}

	/**
	 * One turn.
	 * @param longest how long to wait at most for something to do, in nanoseconds
	 */
	void turn(long longest) throws IOException {
		select(longest);
		this.timers.fireDue(this.now);
		this.inbox.openAll();
		settle();
	}

	private void select(long longest) throws IOException {
		long before = clock().nanos();
		this.counters.sleeps(before);
		this.awake = false;
		this.activity.begins();
		long wait = Math.min(longest, untilWork(before));
		this.inbox.sleeps();
		if (wait <= 0 || !this.inbox.isEmpty()) {
			this.selection.selectNow(this);
		}
		else if (this.selection.select(this, millis(wait)) || hasReason(before + wait)) {
			this.selection.inTime();
		}
		else {
			this.selection.early();
		}
		wake();
		long done = clock().nanos();
		this.counters.ioEnds(done);
		this.activity.ends(this.now, done);
		this.acceptors.turnEnds(done - this.now);
	}

	/** Whether a selector that found nothing was right to return. */
	private boolean hasReason(long due) {
		return !this.inbox.isAsleep() || Thread.currentThread().isInterrupted() || clock().nanos() - due >= 0;
	}

	private long untilWork(long now) {
		if (!this.unsettled.isEmpty()) {
			return 0;
		}
		HeapTimer first = this.timers.first();
		return (first != null) ? Math.max(0, first.due - now) : Nanos.FOREVER;
	}

	/** Whether there is something to do that no selector tells of. */
	boolean hasWork() {
		return !this.inbox.isEmpty() || untilWork(clock().nanos()) == 0;
	}

	/** Rounds up, so that no timer is early; 0 is for ever. */
	private static long millis(long nanos) {
		return (nanos >= Nanos.FOREVER) ? 0 : (nanos + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI;
	}

	/** An interrupt wakes too, and would do so again and again if its flag stayed. */
	private void wake() {
		if (!this.awake) {
			this.awake = true;
			Thread.interrupted();
			if (!this.inbox.wakes()) {
				this.counters.wakeups.increment();
			}
			this.now = clock().nanos();
			this.counters.wakes(this.now);
			this.watchdog.turnBegins();
		}
	}

	/** A source is ready. */
	@Override
	public void accept(SelectionKey key) {
		wake();
		if (!key.isValid() || !(key.attachment() instanceof Source source)) {
			return;
		}
		try {
			source.ready(key.readyOps());
		}
		catch (Throwable failure) {
			source.failed(failure);
		}
	}

	/**
	 * Sends what was written outside of the guard, by whoever watches, and ends the turn.
	 * What asks to be settled meanwhile waits for the next turn.
	 */
	private void settle() {
		this.batch.flush();
		try {
			for (int count = this.unsettled.size(); count > 0; count--) {
				this.unsettled.remove().settle();
			}
		}
		finally {
			this.wakes.flush();
		}
	}

	/** Ends the loop after this turn. Its connections have to be gone. */
	void stop() {
		run(() -> this.stopping = true);
	}

	boolean hasEnded() {
		return this.ended.isDone();
	}

	/** Whether nobody turns it now: it has died, or ended. */
	boolean isGone() {
		return this.life.isDead() || hasEnded();
	}

	CompletableFuture<Void> ended() {
		return this.ended;
	}

	/** Takes no more mail, and lets go of everything; after the last turn. */
	void end() {
		untilNothingThrows(this.inbox::seal);
		this.counters.ends(clock().nanos());
		this.buffers.budget().unwatch(this.pressure);
		this.buffers.end();
		this.selection.close();
		this.thread = null;
		this.ended.complete(null);
	}

	/**
	 * Does something, and what is left to settle; each time that throws, less is left.
	 */
	private void untilNothingThrows(Runnable what) {
		boolean done = false;
		while (!done) {
			done = isDone(() -> {
				what.run();
				while (!this.unsettled.isEmpty()) {
					settle();
				}
			});
		}
	}

	/** Does something, and tells what it throws. */
	private boolean isDone(Runnable what) {
		try {
			what.run();
			return true;
		}
		catch (Throwable failure) {
			LOG.get().error("Event loop '{}' met another failure at its end", this.counters.name(), failure);
			return false;
		}
	}

	/** Lets go of a loop that never started. */
	void discard() {
		this.selection.close();
	}

	boolean isStopping() {
		return this.stopping;
	}

	/** Ends its connections; its listeners and its mail wait for the next thread. */
	void die(Throwable failure) {
		this.selection.forEach((source) -> isDone(() -> source.lost(failure)));
		untilNothingThrows(() -> {
		});
		this.counters.ends(clock().nanos());
	}

	/**
	 * Opens the mail, so that nobody waits for a thread that may never come.
	 * @return whether the loop has ended with that
	 */
	boolean standIn() {
		untilNothingThrows(this.inbox::openAll);
		this.counters.ends(clock().nanos());
		if (this.stopping) {
			end();
		}
		return this.stopping;
	}

}
