package dev.leat.sample.keyvalue;

import java.util.Arrays;

/**
 * Bytes as a key. Ordered, so that a map stays fast when a client picks keys whose hashes
 * collide.
 */
final class Key implements Comparable<Key> {

	private final byte[] bytes;

	private final int hash;

	Key(byte[] bytes) {
		this.bytes = bytes;
		this.hash = Arrays.hashCode(bytes);
	}

	byte[] bytes() {
		return this.bytes;
	}

	@Override
	public int compareTo(Key other) {
		return Arrays.compare(this.bytes, other.bytes);
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof Key key && this.hash == key.hash && Arrays.equals(this.bytes, key.bytes);
	}

	@Override
	public int hashCode() {
		return this.hash;
	}

}
