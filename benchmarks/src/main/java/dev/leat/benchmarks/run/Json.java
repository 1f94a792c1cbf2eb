package dev.leat.benchmarks.run;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes records as lines, and reads them.
 */
final class Json {

	private static final JsonMapper MAPPER = JsonMapper.builder()
		.disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
		.build();

	private Json() {
	}

	static <T> T read(String line, Class<T> type) {
		return MAPPER.readValue(line, type);
	}

	static String line(Object value) {
		return MAPPER.writeValueAsString(value);
	}

}
