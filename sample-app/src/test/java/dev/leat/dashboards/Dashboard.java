package dev.leat.dashboards;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The dashboard for Grafana, as it is imported.
 */
record Dashboard(JsonNode json) {

	static final Path FILE = Path.of("../dashboards/grafana/leat.json");

	static Dashboard read() {
		return new Dashboard(JsonMapper.shared().readTree(FILE.toFile()));
	}

	/** Everything that has a place on it, rows too. */
	List<Panel> all() {
		return this.json.get("panels").valueStream().map(Panel::new).toList();
	}

	/** What shows something. */
	List<Panel> panels() {
		return all().stream().filter((panel) -> !panel.isRow()).toList();
	}

	List<Expression> expressions() {
		return panels().stream().flatMap((panel) -> panel.targets().map(Target::expression)).toList();
	}

	/** The queries behind the variables that a reader chooses from. */
	List<JsonNode> variables() {
		return this.json.at("/templating/list").valueStream().toList();
	}

	/** A panel or a row. */
	record Panel(JsonNode json) {

		boolean isRow() {
			return this.json.get("type").asString().equals("row");
		}

		String title() {
			return this.json.get("title").asString();
		}

		String unit() {
			return this.json.at("/fieldConfig/defaults/unit").asString("");
		}

		Stream<Target> targets() {
			return this.json.get("targets").valueStream().map(Target::new);
		}

		int place(String key) {
			return this.json.get("gridPos").get(key).asInt();
		}

		boolean overlaps(Panel other) {
			return place("x") < other.place("x") + other.place("w") && other.place("x") < place("x") + place("w")
					&& place("y") < other.place("y") + other.place("h") && other.place("y") < place("y") + place("h");
		}

		@Override
		public String toString() {
			return title();
		}

	}

	/** A query of a panel. */
	record Target(JsonNode json) {

		Expression expression() {
			return new Expression(this.json.get("expr").asString());
		}

		String legend() {
			return this.json.get("legendFormat").asString();
		}

	}

}
