package dev.leat.reactor;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts the connections of each client address, IPv6 by its first 64 bits, which is what
 * one customer is given. There is an entry while there is a connection, and never one
 * more. Any thread.
 */
final class AddressCounts {

	private final int max;

	/** By four bytes or by eight, of which no two are alike. */
	private final ConcurrentHashMap<Number, Integer> counts = new ConcurrentHashMap<>();

	/**
	 * Counts up to a limit.
	 * @param max connections of one address; 0 for any number, of which nothing is kept
	 */
	AddressCounts(int max) {
		this.max = max;
	}

	/** Counts one more, unless there are as many as there may be. */
	boolean take(InetAddress address) {
		if (this.max == 0) {
			return true;
		}
		boolean[] taken = new boolean[1];
		this.counts.compute(key(address), (key, count) -> {
			int before = (count != null) ? count : 0;
			taken[0] = before < this.max;
			return taken[0] ? Integer.valueOf(before + 1) : count;
		});
		return taken[0];
	}

	void giveBack(InetAddress address) {
		if (this.max > 0) {
			this.counts.computeIfPresent(key(address), (key, count) -> (count > 1) ? Integer.valueOf(count - 1) : null);
		}
	}

	/** How many addresses have a connection. */
	int size() {
		return this.counts.size();
	}

	private static Number key(InetAddress address) {
		ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
		return (bytes.remaining() == Integer.BYTES) ? Integer.valueOf(bytes.getInt()) : Long.valueOf(bytes.getLong());
	}

}
