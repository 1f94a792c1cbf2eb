package dev.leat.sample.keyvalue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The text that {@code INFO} answers: sections of lines. Under the lock of the store.
 */
final class Info {

	/** The version whose commands and errors these are; clients look at it. */
	static final String REDIS_VERSION = "7.0.15";

	private static final Set<String> ALL = Set.of("all", "default", "everything");

	private final Map<String, Supplier<String>> sections = new LinkedHashMap<>();

	private final Store store;

	private final Statistics statistics;

	private final long started;

	Info(Store store, Statistics statistics, long maxMemory) {
		this.store = store;
		this.statistics = statistics;
		this.started = store.now();
		this.sections.put("Server", this::server);
		this.sections.put("Clients", () -> line("connected_clients", statistics.clients()));
		this.sections.put("Memory", () -> line("used_memory", store.usedMemory()) + line("maxmemory", maxMemory)
				+ line("maxmemory_policy", "noeviction"));
		this.sections.put("Stats", this::stats);
		this.sections.put("Keyspace", this::keyspace);
	}

	/**
	 * Writes sections.
	 * @param names of sections in lower case, none for all
	 */
	String text(List<String> names) {
		boolean all = names.isEmpty() || names.stream().anyMatch(ALL::contains);
		return this.sections.entrySet()
			.stream()
			.filter((section) -> all || names.stream().anyMatch(section.getKey()::equalsIgnoreCase))
			.map((section) -> "# " + section.getKey() + "\r\n" + section.getValue().get())
			.collect(Collectors.joining("\r\n"));
	}

	private String server() {
		return line("redis_version", REDIS_VERSION) + line("redis_mode", "standalone")
				+ line("process_id", ProcessHandle.current().pid())
				+ line("uptime_in_seconds", (this.store.now() - this.started) / Expiry.SECONDS);
	}

	private String stats() {
		return line("total_connections_received", this.statistics.connections())
				+ line("total_commands_processed", this.statistics.calls())
				+ line("expired_keys", this.store.expired());
	}

	private String keyspace() {
		return (this.store.size() > 0)
				? line("db0", "keys=" + this.store.size() + ",expires=" + this.store.sizeExpiring()) : "";
	}

	private static String line(String name, Object value) {
		return name + ":" + value + "\r\n";
	}

}
