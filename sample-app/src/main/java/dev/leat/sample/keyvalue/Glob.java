package dev.leat.sample.keyvalue;

/**
 * A pattern of names: {@code *} for any bytes, {@code ?} for one, {@code [a-c]} and
 * {@code [^abc]} for one of a set, and a backslash before a byte that means itself.
 * Matching takes at most the product of both lengths, whatever the pattern.
 */
final class Glob {

	private static final int NONE = -1;

	/** Length of an escaped byte: {@code \]}. */
	private static final int ESCAPE = 2;

	/** Length of a range: {@code a-c}. */
	private static final int RANGE = 3;

	private final byte[] pattern;

	Glob(byte[] pattern) {
		this.pattern = pattern;
	}

	boolean matches(byte[] text) {
		return matches(text, 0, text.length);
	}

	/**
	 * Goes through a part of the text, from its start to before its end; where it does
	 * not match, the last star takes one byte more.
	 */
	boolean matches(byte[] text, int start, int end) {
		int at = 0;
		int next = start;
		int star = NONE;
		int starred = start;
		while (next < end) {
			if (isStar(at)) {
				star = at++;
				starred = next;
			}
			else if (at < this.pattern.length && matchesOne(at, text[next])) {
				at = skip(at);
				next++;
			}
			else if (star != NONE) {
				at = star + 1;
				next = ++starred;
			}
			else {
				return false;
			}
		}
		while (isStar(at)) {
			at++;
		}
		return at >= this.pattern.length;
	}

	private boolean isStar(int at) {
		return at < this.pattern.length && this.pattern[at] == '*';
	}

	private boolean matchesOne(int at, byte b) {
		return switch (this.pattern[at]) {
			case '?' -> true;
			case '[' -> matchesSet(at, b);
			case '\\' -> this.pattern[Math.min(at + 1, this.pattern.length - 1)] == b;
			default -> this.pattern[at] == b;
		};
	}

	private boolean matchesSet(int start, byte b) {
		boolean found = false;
		for (int at = firstOfSet(start); !isEndOfSet(at); at += width(at)) {
			found |= switch (width(at)) {
				case RANGE -> isBetween(this.pattern[at], this.pattern[at + 2], b);
				case ESCAPE -> this.pattern[at + 1] == b;
				default -> this.pattern[at] == b;
			};
		}
		boolean negated = firstOfSet(start) > start + 1;
		return found != negated;
	}

	private int firstOfSet(int start) {
		return (start + 1 < this.pattern.length && this.pattern[start + 1] == '^') ? start + 2 : start + 1;
	}

	/** A bracket closes it, or the end of the pattern. */
	private boolean isEndOfSet(int at) {
		return at >= this.pattern.length || this.pattern[at] == ']';
	}

	/** How long the element of a set at an index is. */
	private int width(int at) {
		int left = this.pattern.length - at;
		if (left >= ESCAPE && this.pattern[at] == '\\') {
			return ESCAPE;
		}
		return (left >= RANGE && this.pattern[at + 1] == '-') ? RANGE : 1;
	}

	private static boolean isBetween(byte first, byte last, byte b) {
		int from = Math.min(first & 0xff, last & 0xff);
		int to = Math.max(first & 0xff, last & 0xff);
		return (b & 0xff) >= from && (b & 0xff) <= to;
	}

	/** Where the pattern goes on behind the element at an index. */
	private int skip(int at) {
		return switch (this.pattern[at]) {
			case '[' -> behindSet(at);
			case '\\' -> at + 2;
			default -> at + 1;
		};
	}

	private int behindSet(int start) {
		int at = firstOfSet(start);
		while (!isEndOfSet(at)) {
			at += width(at);
		}
		return at + 1;
	}

}
