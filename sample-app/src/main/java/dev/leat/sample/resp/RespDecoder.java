package dev.leat.sample.resp;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

import dev.leat.codec.FrameDecoder;
import org.jspecify.annotations.Nullable;

/**
 * Cuts bytes into requests: arrays of bulk strings ({@code *1\r\n$4\r\nPING\r\n}), and
 * lines as a person types them. Bytes that are neither become one
 * {@link Request.Malformed}.
 * <p>
 * The words of a request are taken one by one as they arrive, so that no byte is looked
 * at twice however it comes in. Nothing is allocated for a length that the peer only
 * claims.
 */
public final class RespDecoder implements FrameDecoder<Request> {

	/**
	 * Bytes that one word may have.
	 */
	public static final int MAX_WORD = 512 * 1024;

	/**
	 * Bytes that one request may occupy: its words, and {@link #WORD_COST} for each.
	 */
	public static final int MAX_REQUEST = 1024 * 1024;

	/**
	 * Bytes that a line may have: one that a person types, or the one before an array.
	 */
	public static final int MAX_LINE = 64 * 1024;

	/**
	 * What a word costs beside its bytes; more than its length line has on the wire.
	 */
	private static final int WORD_COST = 32;

	private static final int MAX_WORDS = MAX_REQUEST / WORD_COST;

	private static final int UNKNOWN = -1;

	private List<byte[]> words = List.of();

	private int missing;

	private int length = UNKNOWN;

	private int occupied;

	private int scanned;

	@Override
	public @Nullable Request decode(ByteBuffer in) {
		try {
			return (this.missing > 0 || in.get(in.position()) == '*') ? array(in) : inline(in);
		}
		catch (MalformedRequestException ex) {
			in.position(in.limit());
			return ex.request();
		}
	}

	private @Nullable Request array(ByteBuffer in) throws MalformedRequestException {
		if (this.missing == 0 && !arrayLength(in)) {
			return null;
		}
		while (this.missing > 0) {
			byte[] word = word(in);
			if (word == null) {
				return null;
			}
			this.words.add(word);
			this.missing--;
		}
		return new Request.Call(this.words);
	}

	/**
	 * Takes {@code *3\r\n}. A length of zero or less is an empty request, which nobody
	 * answers.
	 */
	private boolean arrayLength(ByteBuffer in) throws MalformedRequestException {
		OptionalLong count = lengthLine(in, "mbulk");
		if (count == null) {
			return false;
		}
		if (count.orElse(Long.MAX_VALUE) > MAX_WORDS) {
			throw new MalformedRequestException("invalid multibulk length");
		}
		this.missing = (int) Math.max(0, count.getAsLong());
		this.words = new ArrayList<>(Math.min(this.missing, 16));
		this.occupied = 0;
		return this.missing > 0;
	}

	/** Takes {@code $4\r\nPING\r\n}. */
	private byte @Nullable [] word(ByteBuffer in) throws MalformedRequestException {
		if (this.length == UNKNOWN && !wordLength(in)) {
			return null;
		}
		if (in.remaining() < this.length + 2) {
			return null;
		}
		byte[] word = new byte[this.length];
		in.get(word);
		in.position(in.position() + 2);
		this.length = UNKNOWN;
		return word;
	}

	private boolean wordLength(ByteBuffer in) throws MalformedRequestException {
		char type = in.hasRemaining() ? (char) (in.get(in.position()) & 0xff) : '$';
		OptionalLong bytes = lengthLine(in, "bulk");
		if (bytes == null) {
			return false;
		}
		if (type != '$') {
			throw new MalformedRequestException("expected '$', got '" + type + "'");
		}
		long length = bytes.orElse(UNKNOWN);
		if (length < 0 || length > Math.min(MAX_WORD, MAX_REQUEST - this.occupied - WORD_COST)) {
			throw new MalformedRequestException("invalid bulk length");
		}
		this.length = (int) length;
		this.occupied += this.length + WORD_COST;
		return true;
	}

	/**
	 * Takes a type byte and a number, up to the line end.
	 * @return the number, empty for something else, or {@code null} for "not yet"
	 */
	private @Nullable OptionalLong lengthLine(ByteBuffer in, String what) throws MalformedRequestException {
		int start = in.position();
		int end = find(in, '\r', "too big " + what + " count string");
		if (end < 0 || end + 2 > in.limit()) {
			return null;
		}
		this.scanned = 0;
		in.position(end + 2);
		return Decimal.parse(in, start + 1, end);
	}

	private @Nullable Request inline(ByteBuffer in) throws MalformedRequestException {
		int end = find(in, '\n', "too big inline request");
		if (end < 0) {
			return null;
		}
		this.scanned = 0;
		byte[] line = new byte[end - in.position()];
		in.get(line).position(end + 1);
		List<byte[]> typed = InlineWords.split(line);
		return typed.isEmpty() ? null : new Request.Call(typed);
	}

	/**
	 * Looks for the end of a line, from where the last look ended.
	 */
	private int find(ByteBuffer in, char end, String tooBig) throws MalformedRequestException {
		int at = in.position() + this.scanned;
		while (at < in.limit() && in.get(at) != end) {
			at++;
		}
		this.scanned = at - in.position();
		if (this.scanned > MAX_LINE) {
			throw new MalformedRequestException(tooBig);
		}
		return (at < in.limit()) ? at : -1;
	}

}
