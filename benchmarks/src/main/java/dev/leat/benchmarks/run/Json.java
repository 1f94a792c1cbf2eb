package dev.leat.benchmarks.run;

import java.util.Optional;

import tools.jackson.core.JacksonException;
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

	/**
	 * Reads a line that may have been cut.
	 * @param line JSON, or its beginning
	 * @param type of what it says
	 * @return nothing where it is not whole
	 */
	static <T> Optional<T> readWhole(String line, Class<T> type) {
		try {
			return line.isBlank() ? Optional.empty() : Optional.ofNullable(read(line, type));
		}
		catch (JacksonException ex) {
			return Optional.empty();
		}
	}

	static String line(Object value) {
		return MAPPER.writeValueAsString(value);
	}

}
