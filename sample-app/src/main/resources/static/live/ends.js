import { Figure } from "./figure.js";
import { color, stroke } from "./palette.js";

const { Chart } = globalThis;

/** After it a label goes on in another line. */
const REFUSED = /(?<=^refused:) /;

/** Bars for the reasons for which connections have ended, in the colours of the servers. */
export class Ends extends Figure {

	constructor(plan, history) {
		super(plan);
		this.history = history;
		this.format = plan.format;
		this.chart = new Chart(this.canvas, { type: "bar", data: { labels: [], datasets: [] }, options: this.#options() });
	}

	#options() {
		return {
			animation: false,
			indexAxis: "y",
			maintainAspectRatio: false,
			interaction: { mode: "y", intersect: false },
			plugins: { legend: { display: false }, tooltip: { filter: (item) => item.raw > 0 } },
			datasets: { bar: { minBarLength: 4, maxBarThickness: 16 } },
			scales: {
				x: { stacked: true, beginAtZero: true, ticks: { maxTicksLimit: 4, precision: 0, callback: this.format } },
				y: { stacked: true },
			},
		};
	}

	update() {
		const totals = this.#totals();
		const shown = totals.slice(0, 6);
		const servers = this.history.names("servers");
		this.#themed();
		this.chart.data.labels = shown.map(([reason, total]) => `${reason} ${this.format(total)}`.split(REFUSED));
		this.chart.data.datasets = servers.map((name, index) => ({
			label: name,
			data: shown.map(([reason]) => this.#count(reason, name) || null),
			backgroundColor: stroke("server", index).color,
		}));
		this.chart.update("none");
		this.now.textContent = this.format(totals.reduce((sum, [, total]) => sum + total, 0));
	}

	#themed() {
		const { x, y } = this.chart.options.scales;
		x.grid = { color: color("--grid") };
		y.grid = { display: false };
		x.border = y.border = { display: false };
		x.ticks.color = color("--quiet");
		y.ticks = { color: color("--ink"), crossAlign: "far", autoSkip: false };
	}

	/** Reasons with how often they were given, the commonest first. */
	#totals() {
		const reasons = [...new Set(this.history.latest.ends.map((end) => end.reason))];
		return reasons.map((reason) => [reason, this.#count(reason)]).sort((one, other) => other[1] - one[1]);
	}

	#count(reason, server) {
		return this.history.latest.ends
			.filter((end) => end.reason === reason && (server === undefined || end.server === server))
			.reduce((sum, end) => sum + end.count, 0);
	}

	rows() {
		const servers = this.history.names("servers");
		return [["Reason", ...servers], ...this.#totals().map(([reason]) => [reason,
			...servers.map((server) => this.format(this.#count(reason, server)))])];
	}

}
