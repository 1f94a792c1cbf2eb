const LINE = /^([a-zA-Z_]\w*)(?:\{(.*)\})? (\S+)/;
const LABEL = /(\w+)="((?:[^"\\]|\\.)*)"/g;

/** What the application's meters said at one moment. */
export class Scrape {

	#meters = new Map();

	constructor(text, time) {
		this.time = time;
		for (const line of text.split("\n")) {
			const [, name, labels, value] = LINE.exec(line) ?? [];
			if (name?.startsWith("leat_")) {
				this.#of(name).push({ labels: parseLabels(labels), value: Number(value) });
			}
		}
	}

	#of(name) {
		if (!this.#meters.has(name)) {
			this.#meters.set(name, []);
		}
		return this.#meters.get(name);
	}

	/** The samples of a meter that carry these labels. */
	samples(name, labels = {}) {
		const wanted = Object.entries(labels);
		return (this.#meters.get(name) ?? [])
			.filter((sample) => wanted.every(([key, value]) => sample.labels[key] === value));
	}

	/** The sum of these samples. */
	sum(name, labels) {
		return this.samples(name, labels).reduce((sum, sample) => sum + sample.value, 0);
	}

	/** The values that a label of a meter has. */
	labels(name, label) {
		return [...new Set(this.samples(name).map((sample) => sample.labels[label]))].sort();
	}

}

function parseLabels(text = "") {
	return Object.fromEntries([...text.matchAll(LABEL)].map(([, key, value]) => [key, value]));
}
