/** Remembers the last two minutes. */
export class History {

	#seconds = [];

	constructor(length) {
		this.length = length;
	}

	add(second) {
		this.#seconds.push(second);
		const oldest = second.time - this.length * 1000;
		this.#seconds = this.#seconds.filter((known) => known.time >= oldest);
	}

	/** The names of what has figures of this kind: servers, loops or memory. */
	names(kind) {
		return [...new Set(this.#seconds.flatMap((second) => second[kind].map((one) => one.name)))];
	}

	/** What one of them did: points at seconds before the last. */
	points(kind, name, figure) {
		const end = this.latest.time;
		return this.#seconds.map((second) => ({
			x: (second.time - end) / 1000,
			y: second[kind].find((one) => one.name === name)?.[figure] ?? null,
		}));
	}

	get latest() {
		return this.#seconds.at(-1);
	}

}
