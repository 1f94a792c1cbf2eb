package dev.leat.sim;

import java.io.IOException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.spi.AbstractSelectableChannel;
import java.nio.channels.spi.AbstractSelector;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A selector that tells what is ready now. While it sleeps the {@link SimIdle world}
 * acts; without one it never waits.
 */
final class SimSelector extends AbstractSelector {

	private final SimNetwork network;

	private final Set<SelectionKey> keys = new LinkedHashSet<>();

	private final Set<SelectionKey> selected = new LinkedHashSet<>();

	private boolean woken;

	int wakeups;

	SimSelector(SimNetwork network) {
		super(network);
		this.network = network;
	}

	boolean hasReady() {
		return this.keys.stream().anyMatch((key) -> key.isValid() && ready((SimKey) key) != 0);
	}

	private static int ready(SimKey key) {
		return ((SimChannel) key.channel()).readyOps() & key.interestOps();
	}

	@Override
	protected SelectionKey register(AbstractSelectableChannel channel, int operations, Object attachment) {
		SimKey key = new SimKey(channel, this, operations);
		key.attach(attachment);
		this.keys.add(key);
		return key;
	}

	@Override
	public Set<SelectionKey> keys() {
		if (!isOpen()) {
			throw new ClosedSelectorException();
		}
		return this.keys;
	}

	@Override
	public Set<SelectionKey> selectedKeys() {
		return this.selected;
	}

	@Override
	public int selectNow() throws IOException {
		if (!isOpen()) {
			throw new ClosedSelectorException();
		}
		this.network.selects();
		this.woken = false;
		removeCancelled();
		int count = 0;
		for (SelectionKey key : this.keys) {
			int ready = ready((SimKey) key);
			if (ready != 0) {
				((SimKey) key).ready = ready;
				this.selected.add(key);
				count++;
			}
		}
		return count;
	}

	private void removeCancelled() {
		for (SelectionKey key : List.copyOf(this.keys)) {
			if (!key.isValid()) {
				this.keys.remove(key);
				this.selected.remove(key);
				deregister((SimKey) key);
			}
		}
	}

	@Override
	public int select(long timeout) throws IOException {
		removeCancelled();
		while (!this.woken && !hasReady() && this.network.act(timeout)) {
			removeCancelled();
		}
		return selectNow();
	}

	@Override
	public int select() throws IOException {
		return select(0);
	}

	// the JDK's own hand keys over in an order that differs from one JVM to the next

	@Override
	public int select(Consumer<SelectionKey> action, long timeout) throws IOException {
		select(timeout);
		return handOver(action);
	}

	@Override
	public int selectNow(Consumer<SelectionKey> action) throws IOException {
		selectNow();
		return handOver(action);
	}

	private int handOver(Consumer<SelectionKey> action) {
		List<SelectionKey> ready = List.copyOf(this.selected);
		this.selected.clear();
		ready.forEach(action);
		return ready.size();
	}

	@Override
	public Selector wakeup() {
		this.wakeups++;
		this.woken = true;
		return this;
	}

	@Override
	protected void implCloseSelector() {
		this.keys.forEach(SelectionKey::cancel);
		removeCancelled();
	}

}
