package dev.leat.dashboards;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A real Prometheus in a process of its own, that scrapes what the test wants with the
 * project's configuration and alerts.
 */
final class Prometheus implements AutoCloseable {

	private static final Pattern LISTENS = Pattern.compile("msg=\"Listening on\" address=127\\.0\\.0\\.1:(\\d+)");

	private static final HttpClient HTTP = HttpClient.newHttpClient();

	private final Process process;

	private final URI address;

	private Prometheus(Process process, URI address) {
		this.process = process;
		this.address = address;
	}

	/** Where its programs are: where the environment says, or on the path. */
	static List<Path> folders() {
		String named = System.getenv("LEAT_PROMETHEUS");
		String path = (named != null) ? named : System.getenv("PATH");
		return Stream.of(path.split(":")).map(Path::of).toList();
	}

	/** Whether it can be run; who names a folder wants it to be. */
	static boolean isHere() {
		return System.getenv("LEAT_PROMETHEUS") != null || Stream.of("prometheus", "promtool")
			.allMatch(
					(program) -> folders().stream().anyMatch((folder) -> Files.isExecutable(folder.resolve(program))));
	}

	private static String program(String name) {
		return folders().stream()
			.map((folder) -> folder.resolve(name))
			.filter(Files::isExecutable)
			.findFirst()
			.orElseThrow(() -> new IllegalStateException("No program " + name + " in " + folders()))
			.toString();
	}

	/** Checks files with Prometheus's own tool, and gives what it says. */
	static String promtool(String... arguments) throws IOException, InterruptedException {
		Process tool = command("promtool", arguments).directory(Alerts.FOLDER.toFile()).start();
		String said = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		if (tool.waitFor() != 0) {
			throw new AssertionError(said);
		}
		return said;
	}

	private static ProcessBuilder command(String program, String... arguments) {
		List<String> command = new ArrayList<>(List.of(program(program)));
		command.addAll(List.of(arguments));
		return new ProcessBuilder(command).redirectErrorStream(true);
	}

	/** Starts it; it scrapes the target twice a second. */
	static Prometheus start(Path folder, String target) throws IOException {
		String configuration = Files.readString(Alerts.FOLDER.resolve("prometheus.yml"));
		Files.writeString(folder.resolve("prometheus.yml"),
				configuration.replace("localhost:8080", target).replace(": 5s", ": 500ms"));
		Files.copy(Alerts.FOLDER.resolve("leat-alerts.yml"), folder.resolve("leat-alerts.yml"));
		Process process = command("prometheus", "--config.file=" + folder.resolve("prometheus.yml"),
				"--storage.tsdb.path=" + folder.resolve("data"), "--web.listen-address=127.0.0.1:0")
			.start();
		BufferedReader log = process.inputReader();
		Prometheus started = new Prometheus(process, URI.create("http://127.0.0.1:" + port(log)));
		Thread drain = new Thread(() -> log.lines().forEach((line) -> {
		}), "prometheus-log");
		drain.setDaemon(true);
		drain.start();
		return started;
	}

	private static String port(BufferedReader log) throws IOException {
		List<String> seen = new ArrayList<>();
		for (String line = log.readLine(); line != null; line = log.readLine()) {
			Matcher listens = LISTENS.matcher(line);
			if (listens.find()) {
				return listens.group(1);
			}
			seen.add(line);
		}
		throw new IllegalStateException("Prometheus ended: " + seen);
	}

	/** What an expression gives now: a labelled value for each series. */
	List<Sample> query(Expression expression) {
		String query = URLEncoder.encode(expression.text(), StandardCharsets.UTF_8);
		return get("/api/v1/query?query=" + query).get("result").valueStream().map(Sample::new).toList();
	}

	/** What has become of the alerts. */
	List<JsonNode> rules() {
		return get("/api/v1/rules").findValues("rules").stream().flatMap(JsonNode::valueStream).toList();
	}

	/** Who is scraped, and how that went. */
	List<JsonNode> targets() {
		return get("/api/v1/targets").get("activeTargets").valueStream().toList();
	}

	private JsonNode get(String path) {
		try {
			HttpResponse<String> response = HTTP.send(HttpRequest.newBuilder(this.address.resolve(path)).build(),
					BodyHandlers.ofString());
			JsonNode answer = JsonMapper.shared().readTree(response.body());
			if (response.statusCode() != 200) {
				throw new AssertionError(path + " is answered with " + answer);
			}
			return answer.get("data");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void close() {
		this.process.destroy();
		this.process.onExit().join();
	}

	/** One series of an answer. */
	record Sample(JsonNode json) {

		double value() {
			return Double.parseDouble(this.json.get("value").get(1).asString());
		}

		String label(String name) {
			return this.json.get("metric").path(name).asString("");
		}

	}

}
