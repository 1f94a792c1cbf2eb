import { Ends } from "./ends.js";
import { figures } from "./figures.js";
import * as format from "./format.js";
import { History } from "./history.js";
import { Lines } from "./lines.js";
import { Scrape } from "./prometheus.js";
import { Servers } from "./servers.js";

const PERIOD = 1000;
const TABLES_EVERY = 10;

const sum = (values) => values.reduce((total, value) => total + value, 0);
const most = (values) => Math.max(0, ...values);
const first = ([value]) => value ?? 0;

const LINES = [
	{ title: "Received", about: "bytes a second, by server", of: "servers", figure: "received",
		format: format.bytesPerSecond, total: sum },
	{ title: "Sent", about: "bytes a second, by server", of: "servers", figure: "sent",
		format: format.bytesPerSecond, total: sum },
	{ title: "Connections", about: "open now, by server", of: "servers", figure: "connections",
		format: format.count, total: sum },
	{ title: "Waiting output", about: "bytes that clients have not taken, by server", of: "servers", figure: "waiting",
		format: format.bytes, total: sum },
	{ title: "TLS handshakes", about: "a second, by server", of: "servers", figure: "handshakes",
		format: format.perSecond, total: sum },
	{ title: "Loop utilisation", about: "share of a second that a loop worked, by loop", of: "loops",
		figure: "utilization", format: format.percent, total: most, max: 1 },
	{ title: "Loop lag", about: "how late a loop came to what was due, by loop", of: "loops", figure: "lag",
		format: format.seconds, total: most },
	{ title: "Buffer memory", about: "used, and pooled for reuse", of: "memory", figure: "bytes",
		format: format.bytes, total: first },
];

const ENDS = { title: "Ends by reason", about: "since the start, in the colours of the servers", format: format.count };

const history = new History(120);
const servers = new Servers();
const charts = [...LINES.map((plan) => new Lines(plan, history)), new Ends(ENDS, history)];
const status = document.getElementById("status");
const pause = document.getElementById("pause");

let last = null;
let ticks = 0;

async function tick() {
	let now;
	try {
		now = await scrape();
	}
	catch {
		tell("lost", "No answer");
		return;
	}
	tell("live", "Live");
	if (last !== null) {
		history.add(figures(last, now));
	}
	last = now;
}

async function scrape() {
	const response = await fetch("actuator/prometheus", { cache: "no-store", signal: AbortSignal.timeout(5 * PERIOD) });
	if (!response.ok) {
		throw new Error(`actuator/prometheus answered ${response.status}`);
	}
	return new Scrape(await response.text(), Date.now());
}

function draw() {
	if (history.latest !== undefined) {
		servers.update(history.latest.servers);
		charts.forEach((chart) => chart.update());
	}
	if (ticks++ % TABLES_EVERY === 0) {
		charts.forEach((chart) => chart.showTable());
	}
}

/** Says it once: a screen reader reads every change aloud. */
function tell(state, text) {
	if (status.dataset.state !== state) {
		status.dataset.state = state;
		status.textContent = text;
	}
}

function isPaused() {
	return pause.getAttribute("aria-pressed") === "true";
}

async function run() {
	if (isPaused()) {
		tell("paused", "Paused");
	}
	else if (!document.hidden) {
		await tick();
		draw();
	}
	setTimeout(run, PERIOD);
}

pause.addEventListener("click", () => pause.setAttribute("aria-pressed", String(!isPaused())));
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
run();
