package dev.leat.reactor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
final class EventLoop implements Runnable {

	private static final Logger LOG = LoggerFactory.getLogger(EventLoop.class);

	private static final long NANOS_PER_MILLI = 1_000_000;

	private final int index;

	private final GroupSettings settings;

	private final LoopCounters counters;

	private final Selector selector;

	private final Mailbox mailbox = new Mailbox();

	private final AtomicBoolean asleep = new AtomicBoolean();

	private final AtomicInteger broadcasts = new AtomicInteger();

	private final TimerHeap timers = new TimerHeap();

	private final BufferPool buffers;

	private final MemoryPressure pressure;

	private final Runnable tightened = () -> run(pressure()::check);

	private final ReadBuffer readBuffer;

	private final ByteBuffer[] scratch = new ByteBuffer[WriteQueue.GATHER];

	private final Batch batch = new Batch();

	private final Wakes wakes = new Wakes();

	private @Nullable TlsScratch tlsScratch;

	private final Guard guard;

	private final ArrayDeque<ConnectionLife> unsettled = new ArrayDeque<>();

	private final List<Acceptor> acceptors = new ArrayList<>();

	private final Consumer<SelectionKey> dispatch = this::dispatch;

	private final CountDownLatch started = new CountDownLatch(1);

	private final CompletableFuture<Void> ended = new CompletableFuture<>();

	private volatile @Nullable Thread thread;

	private boolean awake;

	private boolean stopping;

	private long now;

	/**
	 * Opens the selector; no thread yet.
	 * @throws IOException if there is no descriptor for it
	 */
	EventLoop(int index, GroupSettings settings, LoopCounters counters, BufferPool buffers) throws IOException {
		this.index = index;
		this.settings = settings;
		this.counters = counters;
		this.buffers = buffers;
		this.pressure = new MemoryPressure(this, buffers.budget());
		this.readBuffer = new ReadBuffer(settings.readBuffer(), settings.poison());
		this.guard = new Guard(this.batch, counters);
		this.selector = settings.provider().openSelector();
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

	SelectionKey register(Transport transport, Source source) throws IOException {
		assert inLoop();
		return transport.register(this.selector, source);
	}

	void add(Acceptor acceptor) throws IOException {
		assert inLoop();
		acceptor.register(this.selector);
		this.acceptors.add(acceptor);
	}

	void remove(Acceptor acceptor) {
		assert inLoop();
		this.acceptors.remove(acceptor);
	}

	void forEachConnection(Consumer<NioConnection> action) {
		assert inLoop();
		for (SelectionKey key : this.selector.keys()) {
			if (key.attachment() instanceof ConnectionLife life) {
				action.accept(life.connection());
			}
		}
	}

	void settleLater(ConnectionLife connection) {
		assert inLoop();
		this.unsettled.add(connection);
	}

	// Any thread

	boolean inLoop() {
		return Thread.currentThread() == this.thread;
	}

	/**
	 * Puts mail into the inbox and wakes the loop if it sleeps.
	 * @return whether the loop will open it: not when it has ended
	 */
	boolean put(Mailbox.Mail mail) {
		Mailbox.Put put = this.mailbox.put(mail);
		if (put == Mailbox.Put.FIRST && this.asleep.get() && this.asleep.compareAndSet(true, false)) {
			this.selector.wakeup();
		}
		return put != Mailbox.Put.REFUSED;
	}

	void broadcastBegins() {
		this.broadcasts.incrementAndGet();
	}

	void broadcastEnds() {
		this.broadcasts.decrementAndGet();
	}

	/** Whether a {@link Broadcast} is on its way, or something behind one. */
	boolean hasBroadcasts() {
		return this.broadcasts.get() != 0;
	}

	/** Runs engine code on the loop. */
	boolean run(Runnable what) {
		return put(new Mailbox.Mail() {
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
		Thread thread = new Thread(this, this.settings.threadNamePrefix() + "-" + this.counters.name());
		thread.setDaemon(false);
		thread.start();
		try {
			this.started.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/** Makes the calling thread the owner; a test that steps the loop is one. */
	void own() {
		this.thread = Thread.currentThread();
		this.now = clock().nanos();
		this.counters.begin(this.now);
		this.buffers.budget().watch(this.tightened);
		LagListener listener = this.settings.lagListener();
		if (listener != null) {
			new LagProbe(this, listener).begin();
		}
		this.started.countDown();
	}

	@Override
	public void run() {
		own();
		try {
			while (!this.stopping) {
				turn(Nanos.FOREVER);
			}
			end();
		}
		catch (Throwable failure) {
			LOG.error("Event loop '{}' died; its connections are closed", this.counters.name(), failure);
			die(failure);
		}
	}

	/**
	 * One turn.
	 * @param longest how long to wait at most for something to do, in nanoseconds
	 */
	void turn(long longest) throws IOException {
		select(longest);
		this.timers.fireDue(this.now);
		this.mailbox.openAll();
		settle();
	}

	private void select(long longest) throws IOException {
		long before = clock().nanos();
		this.counters.sleeps(before);
		this.awake = false;
		long wait = Math.min(longest, untilWork(before));
		this.asleep.set(true);
		if (wait <= 0 || !this.mailbox.isEmpty()) {
			this.selector.selectNow(this.dispatch);
		}
		else {
			this.selector.select(this.dispatch, millis(wait));
		}
		wake();
		this.counters.ioEnds(clock().nanos());
		this.acceptors.forEach(Acceptor::verify);
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
		return !this.mailbox.isEmpty() || untilWork(clock().nanos()) == 0;
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
			if (!this.asleep.compareAndSet(true, false)) {
				this.counters.wakeups.increment();
			}
			this.now = clock().nanos();
			this.counters.wakes(this.now);
		}
	}

	private void dispatch(SelectionKey key) {
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

	CompletableFuture<Void> ended() {
		return this.ended;
	}

	/** Takes no more mail, and lets go of everything; after the last turn. */
	void end() {
		boolean done = false;
		while (!done) {
			done = finish();
		}
		release();
	}

	/** Does what is left, until nothing throws any more. */
	private boolean finish() {
		try {
			this.mailbox.close();
			while (!this.unsettled.isEmpty()) {
				settle();
			}
			return true;
		}
		catch (Throwable failure) {
			LOG.error("Event loop '{}' met another failure at its end", this.counters.name(), failure);
			return false;
		}
	}

	/** Lets go of a loop that never started. */
	void discard() {
		PlainTransport.closeQuietly(this.selector);
	}

	boolean isStopping() {
		return this.stopping;
	}

	private void die(Throwable failure) {
		this.stopping = true;
		try {
			for (SelectionKey key : List.copyOf(this.selector.keys())) {
				if (key.attachment() instanceof Source source) {
					source.lost(failure);
				}
			}
		}
		catch (ClosedSelectorException ex) {
			LOG.error("Event loop '{}' lost its selector", this.counters.name(), ex);
		}
		end();
	}

	private void release() {
		this.counters.ends(clock().nanos());
		this.buffers.budget().unwatch(this.tightened);
		this.buffers.clear();
		PlainTransport.closeQuietly(this.selector);
		this.thread = null;
		this.ended.complete(null);
	}

}
