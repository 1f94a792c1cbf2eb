const DASHES = [[], [9, 4], [3, 3], [12, 3, 3, 3], [6, 2], [16, 4]];

/** How to draw the one with this index: a colour of the style sheet, and dashes for those who cannot tell colours. */
export function stroke(kind, index) {
	const count = (kind === "server") ? 6 : 4;
	return {
		color: color(`--${(kind === "server") ? "line" : "loop"}-${index % count + 1}`),
		dash: DASHES[index % DASHES.length],
	};
}

/** A short piece of that line, for a legend. */
export function drawSwatch(svg, { color, dash }) {
	const line = svg.querySelector("line");
	line.setAttribute("stroke", color);
	line.setAttribute("stroke-dasharray", dash.join(" "));
}

export function color(variable) {
	return getComputedStyle(document.documentElement).getPropertyValue(variable).trim();
}
