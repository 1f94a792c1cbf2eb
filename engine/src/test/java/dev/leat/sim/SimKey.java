package dev.leat.sim;

import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.spi.AbstractSelectionKey;

/**
 * A channel at a selector.
 */
final class SimKey extends AbstractSelectionKey {

	private final SelectableChannel channel;

	private final Selector selector;

	private int interest;

	int ready;

	int interestChanges;

	SimKey(SelectableChannel channel, Selector selector, int interest) {
		this.channel = channel;
		this.selector = selector;
		this.interest = interest;
	}

	@Override
	public SelectableChannel channel() {
		return this.channel;
	}

	@Override
	public Selector selector() {
		return this.selector;
	}

	@Override
	public int interestOps() {
		if (!isValid()) {
			throw new CancelledKeyException();
		}
		return this.interest;
	}

	@Override
	public SelectionKey interestOps(int operations) {
		interestOps();
		this.interestChanges++;
		this.interest = operations;
		return this;
	}

	@Override
	public int readyOps() {
		interestOps();
		return this.ready;
	}

}
