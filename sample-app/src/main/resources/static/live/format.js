const NUMBER = new Intl.NumberFormat("en", { maximumSignificantDigits: 3 });
const COUNT = new Intl.NumberFormat("en");
const UNITS = ["B", "kB", "MB", "GB", "TB"];

export function bytes(value) {
	const step = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(1, value)) / 3));
	return `${NUMBER.format(value / 1000 ** step)} ${UNITS[step]}`;
}

export function bytesPerSecond(value) {
	return `${bytes(value)}/s`;
}

export function perSecond(value) {
	return `${NUMBER.format(value)}/s`;
}

export function percent(value) {
	return `${Math.round(value * 100)} %`;
}

export function seconds(value) {
	if (value < 0.001) {
		return `${NUMBER.format(value * 1e6)} µs`;
	}
	return (value < 1) ? `${NUMBER.format(value * 1000)} ms` : `${NUMBER.format(value)} s`;
}

export function count(value) {
	return COUNT.format(Math.round(value));
}
