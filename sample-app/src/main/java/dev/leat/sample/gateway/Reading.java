package dev.leat.sample.gateway;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.leat.reactor.CloseReason;
import dev.leat.reactor.ConnectionException;

/**
 * What a device has measured. It sends it as {@code temperature 21.5}.
 *
 * @param metric what was measured
 * @param value what came out
 */
record Reading(String metric, double value) {

	private static final Pattern TEXT = Pattern.compile("([a-z][a-z0-9-]{0,31}) (-?\\d{1,15}(?:\\.\\d{1,9})?)");

	/**
	 * Reads what a device has sent.
	 * @throws ConnectionException if it is no reading; the connection then ends with
	 * {@code PROTOCOL_ERROR}
	 */
	static Reading parse(String text) throws ConnectionException {
		Matcher reading = TEXT.matcher(text);
		if (!reading.matches()) {
			throw new ConnectionException(CloseReason.PROTOCOL_ERROR,
					"Expected a metric and a number, such as 'temperature 21.5'");
		}
		return new Reading(reading.group(1), Double.parseDouble(reading.group(2)));
	}

}
