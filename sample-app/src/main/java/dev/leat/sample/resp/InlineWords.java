package dev.leat.sample.resp;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits a line that a person typed into words, as a shell does: blanks part them, single
 * and double quotes hold them together, and between double quotes a backslash escapes.
 */
final class InlineWords {

	private static final String ESCAPED = "nrtba";

	private static final String MEANT = "\n\r\t\b\u0007";

	private final byte[] line;

	private final ByteArrayOutputStream word = new ByteArrayOutputStream();

	private int at;

	private InlineWords(byte[] line) {
		this.line = line;
	}

	static List<byte[]> split(byte[] line) throws MalformedRequestException {
		InlineWords words = new InlineWords(line);
		List<byte[]> all = new ArrayList<>();
		while (words.skipBlanks()) {
			all.add(words.next());
		}
		return all;
	}

	private boolean skipBlanks() {
		while (more() && isBlank(this.line[this.at])) {
			this.at++;
		}
		return more();
	}

	private byte[] next() throws MalformedRequestException {
		this.word.reset();
		while (more() && !isBlank(this.line[this.at])) {
			byte b = this.line[this.at++];
			if (b == '"' || b == '\'') {
				quoted(b);
			}
			else {
				this.word.write(b);
			}
		}
		return this.word.toByteArray();
	}

	/** From behind the opening quote to behind the closing one, which ends the word. */
	private void quoted(byte quote) throws MalformedRequestException {
		while (more() && this.line[this.at] != quote) {
			byte b = this.line[this.at++];
			if (b == '\\' && more()) {
				escaped(quote);
			}
			else {
				this.word.write(b);
			}
		}
		this.at++;
		if (this.at > this.line.length || (more() && !isBlank(this.line[this.at]))) {
			throw new MalformedRequestException("unbalanced quotes in request");
		}
	}

	private void escaped(byte quote) {
		byte b = this.line[this.at];
		if (quote == '\'') {
			this.word.write((b == '\'') ? this.line[this.at++] : '\\');
		}
		else if (b == 'x' && hex(1) >= 0 && hex(2) >= 0) {
			this.word.write(hex(1) * 16 + hex(2));
			this.at += 3;
		}
		else {
			int escape = ESCAPED.indexOf(b);
			this.word.write((escape >= 0) ? MEANT.charAt(escape) : b);
			this.at++;
		}
	}

	private int hex(int offset) {
		int index = this.at + offset;
		return (index < this.line.length) ? Character.digit(this.line[index], 16) : -1;
	}

	private boolean more() {
		return this.at < this.line.length;
	}

	private static boolean isBlank(byte b) {
		return b == ' ' || (b >= '\t' && b <= '\r');
	}

}
