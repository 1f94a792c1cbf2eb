package dev.leat.sample.keyvalue;

import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * What follows the value in a call of {@code SET}. Options may come twice; the last
 * counts.
 */
final class SetOptions {

	private final Call call;

	private String condition = "";

	private String unit = "";

	private int span;

	private SetOptions(Call call) {
		this.call = call;
	}

	static SetOptions parse(Call call) throws CommandException {
		SetOptions options = new SetOptions(call);
		int next = 3;
		while (next < call.size()) {
			next = options.take(next);
		}
		return options;
	}

	private int take(int index) throws CommandException {
		String word = this.call.word(index);
		switch (word) {
			case "nx", "xx" -> this.condition = sameAs(this.condition, word);
			case "ex", "px" -> {
				this.unit = sameAs(this.unit, word);
				this.span = index + 1;
				return index + 2;
			}
			default -> throw CommandException.syntax();
		}
		return index + 1;
	}

	private static String sameAs(String before, String word) throws CommandException {
		if (!before.isEmpty() && !before.equals(word)) {
			throw CommandException.syntax();
		}
		return word;
	}

	/**
	 * When the value expires.
	 * @param clock asked only if it does
	 */
	long deadline(LongSupplier clock) throws CommandException {
		if (this.unit.isEmpty()) {
			return Entry.NEVER;
		}
		if (this.span == this.call.size()) {
			throw CommandException.syntax();
		}
		long span = this.call.number(this.span);
		if (span <= 0) {
			throw CommandException.invalidExpiry("set");
		}
		return Expiry.deadline(span, this.unit.equals("ex") ? Expiry.SECONDS : Expiry.MILLISECONDS, clock.getAsLong(),
				"set");
	}

	/**
	 * Whether to set a key that exists, or one that does not.
	 * @param exists asked only if that matters
	 */
	boolean permit(BooleanSupplier exists) {
		return this.condition.isEmpty() || exists.getAsBoolean() == this.condition.equals("xx");
	}

}
