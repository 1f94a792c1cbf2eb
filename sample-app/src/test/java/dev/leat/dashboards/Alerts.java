package dev.leat.dashboards;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.yaml.snakeyaml.Yaml;

/**
 * The alerts for Prometheus.
 */
final class Alerts {

	static final Path FOLDER = Path.of("../dashboards/prometheus");

	private Alerts() {
	}

	static List<Alert> read() throws IOException {
		try (Reader reader = Files.newBufferedReader(FOLDER.resolve("leat-alerts.yml"))) {
			Map<String, List<Map<String, List<Map<String, Object>>>>> file = new Yaml().load(reader);
			return file.get("groups").stream().flatMap((group) -> group.get("rules").stream()).map(Alert::of).toList();
		}
	}

	/** One alert. */
	record Alert(String name, Expression expression, Map<?, ?> labels, Map<?, ?> annotations) {

		private static Alert of(Map<String, Object> rule) {
			return new Alert((String) rule.get("alert"), new Expression((String) rule.get("expr")),
					(Map<?, ?>) rule.get("labels"), (Map<?, ?>) rule.get("annotations"));
		}

		String annotation(String key) {
			return String.valueOf(this.annotations.get(key));
		}

		@Override
		public String toString() {
			return this.name;
		}

	}

}
