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
	 * @return the failure itself, or a likeness if it or a cause quotes what is no line,
	 * or cannot say what it is
	 */
	static Throwable of(Throwable failure) {
		return isPlain(failure) ? failure : new Likeness(failure, MOST_CAUSES);
	}

	/** What a failure says of itself is user code, and may throw. */
	private static boolean isPlain(Throwable failure) {
		try {
			Throwable each = failure;
			for (int i = 0; i < MOST_CAUSES && each != null; i++) {
				String message = each.getMessage();
				if (message != null && message.chars().anyMatch(OneLine::isControl)) {
					return false;
				}
				each = each.getCause();
			}
			return true;
		}
		catch (Throwable again) {
			return false;
		}
	}

	/** What a failure says, in one line, or its class if it cannot say anything. */
	static String toldBy(Throwable failure) {
		try {
			return of(failure.toString());
		}
		catch (Throwable again) {
			return failure.getClass().getName();
		}
	}

	/** Says what a failure says, in one line, and where it comes from. */
	private static final class Likeness extends Throwable {

		private static final long serialVersionUID = 1;

		Likeness(Throwable of, int causes) {
			super(toldBy(of), cause(of, causes), false, true);
			setStackTrace(of.getStackTrace());
		}

		private static @Nullable Likeness cause(Throwable of, int causes) {
			try {
				Throwable cause = of.getCause();
				return (cause != null && causes > 0) ? new Likeness(cause, causes - 1) : null;
			}
			catch (Throwable again) {
				return null;
			}
		}

	}

}
