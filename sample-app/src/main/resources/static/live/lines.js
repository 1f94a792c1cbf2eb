import { Figure } from "./figure.js";
import { color, drawSwatch, stroke } from "./palette.js";

const { Chart } = globalThis;

/** Lines over the last two minutes, one for each server or loop. */
export class Lines extends Figure {

	constructor(plan, history) {
		super(plan);
		this.plan = plan;
		this.history = history;
		this.names = [];
		this.chart = new Chart(this.canvas, { type: "line", data: { datasets: [] }, options: this.#options() });
		this.canvas.addEventListener("keydown", (event) => this.#read(event));
		this.canvas.addEventListener("blur", () => this.#point(null));
	}

	#options() {
		const { format, max } = this.plan;
		return {
			animation: false,
			maintainAspectRatio: false,
			normalized: true,
			parsing: false,
			interaction: { mode: "index", intersect: false },
			elements: { line: { borderWidth: 2 }, point: { radius: 0, hitRadius: 8 } },
			plugins: {
				legend: { display: false },
				tooltip: {
					itemSort: (one, other) => other.parsed.y - one.parsed.y,
					callbacks: {
						title: ([item]) => ago(item?.parsed.x ?? 0),
						label: (item) => `${item.dataset.label}  ${format(item.parsed.y)}`,
					},
				},
			},
			scales: {
				x: { type: "linear", min: -this.history.length, max: 0, ticks: { stepSize: 30, maxRotation: 0, callback: ago } },
				y: { min: 0, max, grace: "8%", ticks: { maxTicksLimit: 5, callback: format } },
			},
		};
	}

	update() {
		const { of, figure, format, total } = this.plan;
		this.names = this.history.names(of);
		this.#themed();
		this.chart.data.datasets = this.names.map((name, index) => this.#line(name, index));
		this.chart.update("none");
		this.#showLegend();
		this.now.textContent = format(total(this.history.latest[of].map((one) => one[figure] ?? 0)));
	}

	/** The servers have theirs in their table. */
	#showLegend() {
		if (this.plan.of !== "servers") {
			this.legend.replaceChildren(...this.names.map((name, index) => legendOf(name, this.#stroke(index))));
		}
	}

	#stroke(index) {
		return stroke((this.plan.of === "servers") ? "server" : "loop", index);
	}

	#line(name, index) {
		const { of, figure } = this.plan;
		const { color: borderColor, dash: borderDash } = this.#stroke(index);
		return { label: name, data: this.history.points(of, name, figure), borderColor, borderDash,
			backgroundColor: borderColor };
	}

	#themed() {
		for (const scale of Object.values(this.chart.options.scales)) {
			scale.grid = { color: color("--grid") };
			scale.border = { display: false };
			scale.ticks.color = color("--quiet");
		}
	}

	/** The arrow keys show what the mouse shows. */
	#read(event) {
		const last = (this.chart.data.datasets[0]?.data.length ?? 0) - 1;
		const at = this.chart.tooltip.dataPoints?.[0]?.dataIndex ?? last;
		const next = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: last, Escape: null }[event.key];
		if (next !== undefined && last >= 0) {
			event.preventDefault();
			this.#point((next === null) ? null : Math.min(last, Math.max(0, next)));
		}
	}

	#point(index) {
		const active = (index === null) ? []
			: this.chart.data.datasets.map((dataset, datasetIndex) => ({ datasetIndex, index }));
		this.chart.tooltip.setActiveElements(active, { x: 0, y: 0 });
		this.chart.update("none");
	}

	/** One row for ten seconds, the last first. */
	rows() {
		const { of, figure, format } = this.plan;
		const columns = this.names.map((name) => this.history.points(of, name, figure));
		const times = (columns[0] ?? []).map((point, index) => index).reverse().filter((index, row) => row % 10 === 0);
		return [["When", ...this.names], ...times.map((index) => [ago(columns[0][index].x),
			...columns.map((points) => (points[index].y === null) ? "none" : format(points[index].y))])];
	}

}

function legendOf(name, line) {
	const item = document.getElementById("legend").content.cloneNode(true).firstElementChild;
	drawSwatch(item.querySelector(".swatch"), line);
	item.append(name);
	return item;
}

function ago(seconds) {
	return (seconds > -1) ? "now" : `${Math.round(-seconds)} s ago`;
}
