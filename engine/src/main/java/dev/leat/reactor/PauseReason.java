package dev.leat.reactor;

import java.util.Locale;

/**
 * Why a connection is not read. Reading runs while no reason holds. Also the
 * {@code cause} tag of the meter {@code leat.server.connections.paused}.
 */
public enum PauseReason {

	/** The application called {@link Connection#pauseReading()}. */
	USER,
	/** More output is pending than the high-water mark. */
	WRITE_MARK,
	/** The process-wide buffer budget is nearly used up. */
	BUDGET,
	/** As many answers are owed as may be. */
	ANSWERS,
	/** The {@link ReadHalf} has as many bytes as it may read ahead. */
	DEMAND;

	private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

	/**
	 * The reason as the log and the meters spell it, for example {@code write-mark}.
	 * @return the name in lower case with dashes
	 */
	public String word() {
		return this.word;
	}

	int bit() {
		return 1 << ordinal();
	}

}
