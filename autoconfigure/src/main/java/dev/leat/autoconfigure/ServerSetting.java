package dev.leat.autoconfigure;

import org.jspecify.annotations.Nullable;

/**
 * A setting of a server as it is in force.
 *
 * @param name as the properties spell it, without {@code leat.server} before it
 * @param value a number, a text, a truth value or a list of texts; {@code null} for none
 * @param unit {@code seconds} or {@code bytes}, or {@code null} where the value has no
 * unit
 * @param source the property that sets it, {@code default} where none does, or
 * {@code code} where a customizer or the application itself has the last word
 * @param origin where that property is, a file and line say, or {@code null} where that
 * is not known
 */
public record ServerSetting(String name, @Nullable Object value, @Nullable String unit, String source,
		@Nullable String origin) {
}
