import * as format from "./format.js";
import { drawSwatch, stroke } from "./palette.js";

/** The table of the servers, which says what the lines of the charts stand for. */
export class Servers {

	#rows = new Map();
	#body = document.querySelector("#servers tbody");
	#template = document.getElementById("server");

	update(servers) {
		servers.forEach((server, index) => this.#show(server, this.#row(server.name), stroke("server", index)));
	}

	#row(name) {
		if (!this.#rows.has(name)) {
			const row = this.#template.content.cloneNode(true).firstElementChild;
			row.dataset.server = name;
			row.querySelector(".name").textContent = name;
			this.#body.append(row);
			this.#rows.set(name, row);
		}
		return this.#rows.get(name);
	}

	#show(server, row, line) {
		drawSwatch(row.querySelector(".swatch"), line);
		const state = row.querySelector(".state");
		state.textContent = server.state;
		state.dataset.good = server.good;
		row.querySelector(".connections").replaceChildren(format.count(server.connections), " ",
			limit(server.limit));
		row.querySelector(".received").textContent = format.bytesPerSecond(server.received);
		row.querySelector(".sent").textContent = format.bytesPerSecond(server.sent);
		row.querySelector(".waiting").textContent = format.bytes(server.waiting);
	}

}

function limit(value) {
	const small = document.createElement("small");
	small.textContent = `of ${format.count(value)}`;
	return small;
}
