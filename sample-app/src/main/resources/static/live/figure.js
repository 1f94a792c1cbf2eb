/** A figure of the page: a title, the figure now, a chart, and a table of the same. */
export class Figure {

	constructor({ title, about }) {
		const figure = document.getElementById("chart").content.cloneNode(true).firstElementChild;
		figure.querySelector("h3").textContent = title;
		figure.querySelector(".about").textContent = about;
		figure.querySelector(".scroll").setAttribute("aria-label", `${title}, as a table`);
		this.now = figure.querySelector(".now");
		this.canvas = figure.querySelector("canvas");
		this.canvas.setAttribute("aria-label", `${title}: ${about}. The same is in the table below.`);
		this.details = figure.querySelector("details");
		this.legend = figure.querySelector(".legend");
		this.table = figure.querySelector("table");
		this.details.addEventListener("toggle", () => this.showTable());
		document.getElementById("charts").append(figure);
	}

	/** Fills the table while somebody sees it. */
	showTable() {
		if (this.details.open) {
			const [head, ...rows] = this.rows();
			this.table.replaceChildren(row("th", head), ...rows.map((cells) => row("td", cells)));
		}
	}

}

function row(kind, cells) {
	const tr = document.createElement("tr");
	cells.forEach((text, column) => {
		const cell = document.createElement((column === 0) ? "th" : kind);
		cell.scope = (kind === "th") ? "col" : "row";
		cell.textContent = text;
		tr.append(cell);
	});
	return tr;
}
