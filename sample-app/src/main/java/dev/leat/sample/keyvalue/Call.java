package dev.leat.sample.keyvalue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

import dev.leat.sample.resp.Decimal;

/**
 * One call of a command.
 *
 * @param session who calls
 * @param words the command's name and its arguments
 */
record Call(Session session, List<byte[]> words) {

	int size() {
		return this.words.size();
	}

	byte[] bytes(int index) {
		return this.words.get(index);
	}

	/** All arguments from an index on. */
	List<byte[]> from(int index) {
		return this.words.subList(index, size());
	}

	/** A word as it was sent, one character for each byte. */
	String text(int index) {
		return new String(bytes(index), StandardCharsets.ISO_8859_1);
	}

	/** A word of the language, which ignores case. */
	String word(int index) {
		return text(index).toLowerCase(Locale.ROOT);
	}

	long number(int index) throws CommandException {
		return Decimal.parse(bytes(index)).orElseThrow(CommandException::notAnInteger);
	}

}
