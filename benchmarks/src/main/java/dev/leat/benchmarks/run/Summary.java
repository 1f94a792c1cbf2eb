package dev.leat.benchmarks.run;

import java.util.Collection;

import dev.leat.benchmarks.run.Comparison.Said;

/**
 * Several measurements of the same.
 *
 * @param count how many
 * @param median of them
 * @param lower a quarter of them is below
 * @param upper a quarter of them is above
 * @param noisy whether most were disturbed
 */
record Summary(int count, double median, double lower, double upper, boolean noisy) {

	/** With a wider spread a median says nothing. */
	private static final double USELESS_SPREAD = 0.15;

	static Summary of(Collection<Double> values, boolean noisy) {
		double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
		if (sorted.length == 0) {
			throw new IllegalArgumentException("There is nothing to sum up");
		}
		return new Summary(sorted.length, quantile(sorted, 0.5), quantile(sorted, 0.25), quantile(sorted, 0.75), noisy);
	}

	/**
	 * The distance of the quartiles.
	 * @return as a part of the median; 0 for a median of 0
	 */
	double spread() {
		return (this.median == 0) ? 0 : (this.upper - this.lower) / this.median;
	}

	/**
	 * Whether there is a spread to speak of.
	 * @return false for a single measurement
	 */
	boolean isOfSeveral() {
		return this.count > 1;
	}

	/**
	 * Whether the median is worth being shown.
	 * @return false when most were disturbed, or they differ too much
	 */
	boolean useful() {
		return !this.noisy && spread() <= USELESS_SPREAD;
	}

	/**
	 * What the rounds say of a bound.
	 * @param atLeast whether it is a lower one
	 * @param bound of the figure
	 * @return nothing where some of the middle half keep it and some do not
	 */
	Said said(boolean atLeast, double bound) {
		boolean lowerKeeps = atLeast ? this.lower >= bound : this.lower <= bound;
		boolean upperKeeps = atLeast ? this.upper >= bound : this.upper <= bound;
		if (lowerKeeps != upperKeeps) {
			return Said.NOTHING;
		}
		return lowerKeeps ? Said.KEEPS : Said.BREAKS;
	}

	/**
	 * Whether the median is above a value by more than the quartiles are apart.
	 * @param value to be compared with
	 * @return false also when it is below
	 */
	boolean isBeyond(double value) {
		return this.median - value > this.upper - this.lower;
	}

	static double geometricMean(Collection<Double> values) {
		return Math.exp(values.stream().mapToDouble(Math::log).average().orElse(Double.NaN));
	}

	/** Between two values, the part of the way from the lower to the upper. */
	private static double quantile(double[] sorted, double part) {
		double place = part * (sorted.length - 1);
		double below = sorted[(int) Math.floor(place)];
		double above = sorted[(int) Math.ceil(place)];
		return below + (above - below) * (place - Math.floor(place));
	}

}
