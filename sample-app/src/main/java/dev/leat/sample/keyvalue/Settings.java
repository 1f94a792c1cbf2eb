package dev.leat.sample.keyvalue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import dev.leat.sample.resp.RespDecoder;

/**
 * The settings that a client may ask for. {@code redis-benchmark} wants to know whether
 * data is saved.
 */
final class Settings {

	private final Map<String, String> values;

	Settings(long maxMemory) {
		this.values = Map.of("appendonly", "no", "databases", "1", "maxmemory", Long.toString(maxMemory),
				"maxmemory-policy", "noeviction", "proto-max-bulk-len", Integer.toString(RespDecoder.MAX_WORD), "save",
				"");
	}

	/** The settings whose names match a pattern, by name. */
	Map<String, String> matching(List<byte[]> patterns) {
		Map<String, String> matching = new TreeMap<>();
		for (byte[] pattern : patterns) {
			String lower = new String(pattern, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
			Glob glob = new Glob(lower.getBytes(StandardCharsets.ISO_8859_1));
			this.values.forEach((name, value) -> {
				if (glob.matches(name.getBytes(StandardCharsets.ISO_8859_1))) {
					matching.put(name, value);
				}
			});
		}
		return matching;
	}

}
