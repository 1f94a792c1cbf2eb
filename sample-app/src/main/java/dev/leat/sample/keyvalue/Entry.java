package dev.leat.sample.keyvalue;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

import dev.leat.sample.resp.Decimal;
import dev.leat.sample.resp.Reply;

/**
 * A key, what it stands for, and until when, all in one array: among many keys, each
 * object that a look-up has to follow is memory that the processor has to wait for. <pre>
 *  0          8            12
 *  | deadline | key length | key ... | value ... |
 * </pre>
 *
 * @param bytes the array, whose key nobody changes, nor its value unless that is small:
 * replies that are not sent yet refer to them
 */
record Entry(byte[] bytes) {

	/** The deadline of what does not expire. */
	static final long NEVER = Long.MAX_VALUE;

	/**
	 * Where the key begins.
	 */
	static final int KEY = Long.BYTES + Integer.BYTES;

	/**
	 * The longest value that changes in its place; a reply has a copy of it. A new array
	 * for each change would cost more: it stays, so that the collector has to find it
	 * among all keys and to move it to the old generation.
	 */
	private static final int SMALL = 64;

	private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

	private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

	/**
	 * Makes an entry.
	 * @param key to copy
	 * @param value to copy
	 * @param deadline the time in milliseconds at which it expires, or {@link #NEVER}
	 */
	static Entry of(byte[] key, byte[] value, long deadline) {
		byte[] bytes = new byte[KEY + key.length + value.length];
		LONG.set(bytes, 0, deadline);
		INT.set(bytes, Long.BYTES, key.length);
		System.arraycopy(key, 0, bytes, KEY, key.length);
		System.arraycopy(value, 0, bytes, KEY + key.length, value.length);
		return new Entry(bytes);
	}

	/**
	 * Changes the value in its place, if it is small and stays as long. Under the lock of
	 * the store.
	 * @param value to copy
	 * @return whether it did
	 */
	boolean overwrite(byte[] value) {
		int start = keyEnd();
		boolean fits = value.length <= SMALL && value.length == this.bytes.length - start;
		if (fits) {
			System.arraycopy(value, 0, this.bytes, start, value.length);
		}
		return fits;
	}

	/**
	 * Makes an entry whose value is longer, with the same key and deadline.
	 * @param tail to copy behind the value
	 */
	Entry append(byte[] tail) {
		byte[] longer = Arrays.copyOf(this.bytes, this.bytes.length + tail.length);
		System.arraycopy(tail, 0, longer, this.bytes.length, tail.length);
		return new Entry(longer);
	}

	long deadline() {
		return (long) LONG.get(this.bytes, 0);
	}

	/**
	 * Changes the deadline in its place. Under the lock of the store, whose order of what
	 * expires has to follow.
	 */
	void expireAt(long deadline) {
		LONG.set(this.bytes, 0, deadline);
	}

	boolean expires() {
		return deadline() != NEVER;
	}

	boolean hasKey(byte[] key) {
		return Arrays.equals(this.bytes, KEY, keyEnd(), key, 0, key.length);
	}

	boolean matches(Glob pattern) {
		return pattern.matches(this.bytes, KEY, keyEnd());
	}

	/** Orders entries by their keys. */
	int compareKeys(Entry other) {
		return Arrays.compare(this.bytes, KEY, keyEnd(), other.bytes, KEY, other.keyEnd());
	}

	/** Where the key ends and the value begins. */
	int keyEnd() {
		return KEY + (int) INT.get(this.bytes, Long.BYTES);
	}

	int valueLength() {
		return this.bytes.length - keyEnd();
	}

	byte[] key() {
		return Arrays.copyOfRange(this.bytes, KEY, keyEnd());
	}

	/** The value as a whole number. */
	long number() throws CommandException {
		return Decimal.parse(ByteBuffer.wrap(this.bytes), keyEnd(), this.bytes.length)
			.orElseThrow(CommandException::notAnInteger);
	}

	/** The key as a reply, not copied. */
	Reply keyReply() {
		return new Reply.Bulk(this.bytes, KEY, keyEnd() - KEY);
	}

	/** The value as a reply that no later change reaches, not copied if it is large. */
	Reply valueReply() {
		int start = keyEnd();
		int length = this.bytes.length - start;
		return (length <= SMALL) ? new Reply.Bulk(Arrays.copyOfRange(this.bytes, start, this.bytes.length))
				: new Reply.Bulk(this.bytes, start, length);
	}

}
