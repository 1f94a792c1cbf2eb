package dev.leat.reactor;

import org.jspecify.annotations.Nullable;

/**
 * Puts what outsiders may have written into one line of the log, so that nobody forges
 * another line or speaks to the terminal: control characters and line ends are written as
 * Java writes them, and what is long is cut. Any thread.
 */
final class OneLine {

	private static final int LONGEST = 200;

	private static final int MOST_CAUSES = 20;

	private OneLine() {
	}

	static String of(@Nullable String text) {
		String whole = String.valueOf(text);
		if (isPlain(whole)) {
			return whole;
		}
		StringBuilder line = new StringBuilder();
		whole.chars().limit(LONGEST).forEach((character) -> append(line, (char) character));
		return (whole.length() > LONGEST) ? line + "..." : line.toString();
	}

	private static boolean isPlain(String text) {
		return text.length() <= LONGEST && text.chars().noneMatch(OneLine::isControl);
	}

	private static boolean isControl(int character) {
		return switch (Character.getType(character)) {
			case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
			default -> false;
		};
	}

	private static void append(StringBuilder line, char character) {
		if (isControl(character)) {
			line.append(String.format("\\u%04x", (int) character));
		}
		else {
			line.append(character);
		}
	}

	/**
	 * A failure as it may be logged.
	 * @return the failure itself, or a likeness if it or a cause quotes what is no line
	 */
	static Throwable of(Throwable failure) {
		Throwable each = failure;
		for (int i = 0; i < MOST_CAUSES && each != null; i++) {
			if (each.getMessage() != null && each.getMessage().chars().anyMatch(OneLine::isControl)) {
				return new Likeness(failure, MOST_CAUSES);
			}
			each = each.getCause();
		}
		return failure;
	}

	/** Says what a failure says, in one line, and where it comes from. */
	private static final class Likeness extends Throwable {

		private static final long serialVersionUID = 1;

		Likeness(Throwable of, int causes) {
			super(of(of.toString()),
					(of.getCause() != null && causes > 0) ? new Likeness(of.getCause(), causes - 1) : null, false,
					true);
			setStackTrace(of.getStackTrace());
		}

		private static String of(String text) {
			return OneLine.of(text);
		}

	}

}
