package dev.leat.reactor;

import java.io.IOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * What a loop waits for: its sources, and the selector that watches them. A selector that
 * fails, or that returns early again and again, is replaced, and the sources move to the
 * new one. Loop thread only, but for {@link #wakeup}.
 */
final class Selection {

	/** Early returns in a row after which the selector is taken to be broken. */
	static final int MANY_EARLY = 512;

	/** Failures in a row after which another selector is no help. */
	static final int MANY_FAILURES = 3;

	private static final Log LOG = new Log(Selection.class);

	private static final long REBUILD_PERIOD = 1_000_000_000L;

	private final GroupSettings settings;

	private final LoopCounters counters;

	private final Sources sources = new Sources();

	private volatile Selector selector;

	private int early;

	private int failures;

	private long mayRebuild;

	Selection(GroupSettings settings, LoopCounters counters) throws IOException {
		this.settings = settings;
		this.counters = counters;
		this.selector = settings.provider().openSelector();
		this.mayRebuild = settings.clock().nanos();
	}

	void add(Source source) throws IOException {
		source.register(this.selector);
		this.sources.add(source);
	}

	void remove(Source source) {
		this.sources.remove(source);
	}

	/** A source takes the place of another one, whose key it has. */
	void swap(Source before, Source after) {
		this.sources.remove(before);
		this.sources.add(after);
	}

	/** All sources now, in the order in which they came; they may leave meanwhile. */
	void forEach(Consumer<Source> action) {
		this.sources.all().forEach(action);
	}

	/** Looks without waiting. */
	void selectNow(Consumer<SelectionKey> dispatch) throws IOException {
		try {
			this.selector.selectNow(dispatch);
			this.failures = 0;
		}
		catch (IOException | ClosedSelectorException | CancelledKeyException ex) {
			failed(ex);
		}
	}

	/**
	 * Waits until something is ready.
	 * @param millis at most; 0 for ever
	 * @return whether something was
	 */
	boolean select(Consumer<SelectionKey> dispatch, long millis) throws IOException {
		try {
			boolean ready = this.selector.select(dispatch, millis) > 0;
			this.failures = 0;
			return ready;
		}
		catch (IOException | ClosedSelectorException | CancelledKeyException ex) {
			failed(ex);
			return true;
		}
	}

	/** Any thread. */
	void wakeup() {
		this.selector.wakeup();
	}

	/** The selector has waited as long as it should, or had a reason not to. */
	void inTime() {
		this.early = 0;
	}

	/** The selector has returned with nothing, although nothing has called it. */
	void early() throws IOException {
		long now = this.settings.clock().nanos();
		if (++this.early >= MANY_EARLY && now - this.mayRebuild >= 0) {
			this.mayRebuild = now + REBUILD_PERIOD;
			rebuild("it returned early " + this.early + " times in a row", null);
		}
	}

	private void failed(Exception failure) throws IOException {
		if (++this.failures > MANY_FAILURES) {
			throw new IOException("The selector failed " + this.failures + " times in a row", failure);
		}
		rebuild("it failed", failure);
	}

	private void rebuild(String why, @Nullable Exception failure) throws IOException {
		replace();
		this.counters.rebuilds.increment();
		LOG.get().warn("The selector of event loop '{}' is replaced: {}", this.counters.name(), why, failure);
	}

	/** Opens a new selector, to which all sources move. */
	void replace() throws IOException {
		Selector old = this.selector;
		this.selector = this.settings.provider().openSelector();
		forEach(this::move);
		PlainTransport.closeQuietly(old);
		this.early = 0;
	}

	private void move(Source source) {
		try {
			source.register(this.selector);
		}
		catch (IOException | RuntimeException ex) {
			source.failed(ex);
		}
	}

	void close() {
		PlainTransport.closeQuietly(this.selector);
	}

}
