package dev.leat.autoconfigure;

import java.time.Duration;
import java.util.Locale;

import org.springframework.util.unit.DataSize;

/**
 * Fits sizes into what the engine takes, and prints figures as a property would spell
 * them.
 */
final class Sizes {

	private static final String[] BYTES = { "B", "KB", "MB", "GB", "TB" };

	private static final long KILO = 1024;

	private Sizes() {
	}

	static int toInt(String property, DataSize size) {
		if (size.toBytes() != (int) size.toBytes()) {
			throw new IllegalArgumentException(property + " is " + size + ", it must be less than 2GB");
		}
		return (int) size.toBytes();
	}

	/** In the largest unit that shows the whole size. */
	static String print(long bytes) {
		int unit = 0;
		long value = bytes;
		while (value >= KILO && value % KILO == 0 && unit < BYTES.length - 1) {
			value /= KILO;
			unit++;
		}
		return value + BYTES[unit];
	}

	/** In hours, minutes and seconds without their prefix, for example {@code 5m}. */
	static String print(Duration time) {
		return time.isZero() ? "off" : spell(time);
	}

	/** The same for a time of which zero is one, and no limit. */
	static String spell(Duration time) {
		return time.toString().substring("PT".length()).toLowerCase(Locale.ROOT);
	}

}
