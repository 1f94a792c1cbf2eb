package dev.leat.codec;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * Growing output for encoders: bytes are appended, numbers in big-endian order. A buffer
 * belongs to one thread at a time. The one that an encoder is given is lent for the call
 * and used again after it.
 */
public final class FrameBuffer {

	private static final int INITIAL_CAPACITY = 256;

	private static final int MAX_CAPACITY = Integer.MAX_VALUE - 8;

	private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

	private ByteBuffer bytes;

	/** Where the content begins, in room that is lent; 0 in memory of its own. */
	private int start;

	/** Where the content ends. */
	private int end;

	/**
	 * Makes an empty one.
	 */
	public FrameBuffer() {
		this(ByteBuffer.allocate(INITIAL_CAPACITY));
	}

	private FrameBuffer(ByteBuffer bytes) {
		this.bytes = bytes;
	}

	/** Makes one without memory of its own, which is to be {@linkplain #lend lent}. */
	static FrameBuffer withoutMemory() {
		return new FrameBuffer(NOTHING);
	}

	/**
	 * Appends to this room, from an index to the limit, as long as it suffices, and until
	 * it is taken away.
	 */
	void lend(ByteBuffer room, int begin) {
		this.bytes = room;
		this.start = begin;
		this.end = begin;
	}

	/** Whether the room suffices so far. */
	boolean isIn(ByteBuffer room) {
		return this.bytes == room;
	}

	/**
	 * Empties the buffer, and lets go of the room.
	 */
	void takeAway() {
		this.bytes = NOTHING;
		this.start = 0;
		this.end = 0;
	}

	/**
	 * Appends one byte.
	 * @param b whose low eight bits are written
	 * @return this
	 */
	public FrameBuffer put(int b) {
		room(1).put(this.end++, (byte) b);
		return this;
	}

	/**
	 * Appends two bytes.
	 * @param value whose low sixteen bits are written
	 * @return this
	 */
	public FrameBuffer putShort(int value) {
		room(Short.BYTES).putShort(this.end, (short) value);
		this.end += Short.BYTES;
		return this;
	}

	/**
	 * Appends four bytes.
	 * @param value to write
	 * @return this
	 */
	public FrameBuffer putInt(int value) {
		room(Integer.BYTES).putInt(this.end, value);
		this.end += Integer.BYTES;
		return this;
	}

	/**
	 * Appends eight bytes.
	 * @param value to write
	 * @return this
	 */
	public FrameBuffer putLong(long value) {
		room(Long.BYTES).putLong(this.end, value);
		this.end += Long.BYTES;
		return this;
	}

	/**
	 * Appends all bytes of an array.
	 * @param bytes to copy
	 * @return this
	 */
	public FrameBuffer put(byte[] bytes) {
		return put(bytes, 0, bytes.length);
	}

	/**
	 * Appends a part of an array.
	 * @param bytes to copy from
	 * @param offset index of the first byte
	 * @param length how many bytes
	 * @return this
	 */
	public FrameBuffer put(byte[] bytes, int offset, int length) {
		room(length).put(this.end, bytes, offset, length);
		this.end += length;
		return this;
	}

	/**
	 * Appends the bytes of a buffer, from its position to its limit.
	 * @param bytes to copy; its position moves to the limit
	 * @return this
	 */
	public FrameBuffer put(ByteBuffer bytes) {
		copy(bytes);
		bytes.position(bytes.limit());
		return this;
	}

	/**
	 * Appends text. What the charset cannot say is replaced, as
	 * {@link String#getBytes(Charset)} does.
	 * @param text to write
	 * @param charset its encoding
	 * @return this
	 */
	public FrameBuffer put(CharSequence text, Charset charset) {
		int done = putNarrow(text, narrow(charset));
		int length = text.length();
		return (done < length) ? put(text.subSequence(done, length).toString().getBytes(charset)) : this;
	}

	/**
	 * How many bytes were appended.
	 * @return the number
	 */
	public int size() {
		return this.end - this.start;
	}

	/**
	 * Copies what was appended.
	 * @return the bytes
	 */
	public byte[] toByteArray() {
		byte[] copy = new byte[size()];
		this.bytes.get(this.start, copy);
		return copy;
	}

	/**
	 * Appends the bytes of a buffer as {@link #put(ByteBuffer)} does, and leaves its
	 * position where it is.
	 */
	FrameBuffer copy(ByteBuffer bytes) {
		int count = bytes.remaining();
		room(count).put(this.end, bytes, bytes.position(), count);
		this.end += count;
		return this;
	}

	/**
	 * Appends how many bytes a buffer has, in four, and then copies it.
	 */
	void copyCounted(ByteBuffer bytes) {
		int count = bytes.remaining();
		ByteBuffer out = room((long) Integer.BYTES + count);
		int begin = this.end + Integer.BYTES;
		out.putInt(this.end, count).put(begin, bytes, bytes.position(), count);
		this.end = begin + count;
	}

	/**
	 * Appends zeros. Few need more than the first eight, and a loop costs most before its
	 * first round.
	 */
	void zeros(int count) {
		ByteBuffer out = room((long) count + Long.BYTES);
		out.putLong(this.end, 0);
		for (int i = Long.BYTES; i < count; i += Long.BYTES) {
			out.putLong(this.end + i, 0);
		}
		this.end += count;
	}

	/**
	 * Replaces one byte of what was appended.
	 */
	void set(int index, int b) {
		this.bytes.put(this.start + index, (byte) b);
	}

	/**
	 * Replaces four bytes of what was appended, in big-endian order.
	 */
	void setInt(int index, int value) {
		this.bytes.putInt(this.start + index, value);
	}

	/**
	 * Ends appending: the content as a view, valid until {@link #clear}.
	 */
	ByteBuffer content() {
		return this.bytes.limit(this.end).position(this.start);
	}

	/**
	 * Empties the buffer, and forgets its memory where that has grown larger than is
	 * worth keeping.
	 */
	void clear(int keep) {
		if (this.bytes.capacity() > keep) {
			this.bytes = ByteBuffer.allocate(INITIAL_CAPACITY);
		}
		this.bytes.clear();
		this.end = 0;
	}

	/**
	 * The first character that the charset does not write as the one byte of its number.
	 */
	private static int narrow(Charset charset) {
		if (charset == StandardCharsets.UTF_8 || charset == StandardCharsets.US_ASCII) {
			return 0x80;
		}
		return (charset == StandardCharsets.ISO_8859_1) ? 0x100 : 0;
	}

	private int putNarrow(CharSequence text, int end) {
		int length = (end > 0) ? text.length() : 0;
		ByteBuffer out = room(length);
		for (int i = 0; i < length; i++) {
			char c = text.charAt(i);
			if (c >= end) {
				return i;
			}
			out.put(this.end++, (byte) c);
		}
		return length;
	}

	private ByteBuffer room(long needed) {
		if (this.bytes.limit() - this.end < needed) {
			grow(needed);
		}
		return this.bytes;
	}

	private void grow(long needed) {
		int size = size();
		long sum = size + needed;
		if (sum > MAX_CAPACITY) {
			throw new IllegalStateException("A frame of " + sum + " bytes is larger than a buffer can be");
		}
		int capacity = (int) Math.min(MAX_CAPACITY, Math.max(sum, 2L * (this.bytes.limit() - this.start)));
		this.bytes = ByteBuffer.allocate(capacity).put(0, this.bytes, this.start, size);
		this.start = 0;
		this.end = size;
	}

}
