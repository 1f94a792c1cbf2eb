package dev.leat.sample.guess;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.IntSupplier;
import java.util.regex.Pattern;

import dev.leat.reactor.Connection;
import dev.leat.reactor.ReadHalf;
import dev.leat.reactor.StreamHandler;
import dev.leat.reactor.WriteHalf;
import org.jspecify.annotations.Nullable;

/**
 * Thinks of a number for each connection and lets the peer guess it. The conversation is
 * over when the number is found, or the input ends: because the peer ends it, or because
 * the server drains.
 */
final class GuessGame implements StreamHandler {

	static final int HIGHEST = 100;

	/** Characters that a line may have; a longer one is cut in two. */
	private static final int MAX_LINE = 80;

	private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

	private final IntSupplier numbers;

	GuessGame(IntSupplier numbers) {
		this.numbers = numbers;
	}

	@Override
	public void handle(Connection connection, ReadHalf in, WriteHalf out) throws IOException {
		int number = this.numbers.getAsInt();
		InputStream input = in.asInputStream();
		say(out, "I am thinking of a number from 1 to " + HIGHEST + ".");
		String guess = readLine(input);
		for (int guesses = 1; guess != null; guesses++) {
			if (parse(guess) == number) {
				say(out, "Right, guess " + guesses + " is it.");
				return;
			}
			say(out, hint(parse(guess), number));
			guess = readLine(input);
		}
		say(out, "It was " + number + ".");
	}

	private static void say(WriteHalf out, String line) throws IOException {
		out.write(StandardCharsets.UTF_8.encode(line + "\n"));
	}

	private static String hint(int guess, int number) {
		if (guess < 1 || guess > HIGHEST) {
			return "That is no number from 1 to " + HIGHEST + ".";
		}
		return (guess < number) ? "It is higher." : "It is lower.";
	}

	/** The number in a line, or 0 where there is none. */
	private static int parse(String line) {
		return NUMBER.matcher(line).matches() ? Integer.parseInt(line) : 0;
	}

	/** The next line without its end, or {@code null} at the end of the input. */
	private static @Nullable String readLine(InputStream input) throws IOException {
		StringBuilder line = new StringBuilder();
		int next = input.read();
		while (next >= 0 && next != '\n' && line.length() < MAX_LINE) {
			line.append((char) next);
			next = input.read();
		}
		return (next < 0) ? null : line.toString().strip();
	}

}
