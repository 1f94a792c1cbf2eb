package dev.leat.autoconfigure.endpoint;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.leat.autoconfigure.ServerSetting;
import dev.leat.reactor.LeatServer;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * One server with its settings.
 *
 * @param server what it does
 * @param settings those in force, by name
 */
record ServerDetails(ServerView server, Map<String, SettingView> settings) implements OperationResponseBody {

	static ServerDetails of(LeatServer server, List<ServerSetting> settings) {
		Map<String, SettingView> views = new LinkedHashMap<>();
		settings.forEach((setting) -> views.put(setting.name(), SettingView.of(setting)));
		return new ServerDetails(ServerView.of(server), views);
	}

	/**
	 * One setting.
	 *
	 * @param value in force
	 * @param unit {@code seconds} or {@code bytes}, or {@code null} for none
	 * @param source the property that sets it, {@code default}, or {@code code}
	 * @param origin where that property is, or {@code null}
	 */
	record SettingView(@Nullable Object value, @Nullable String unit, String source, @Nullable String origin) {

		static SettingView of(ServerSetting setting) {
			return new SettingView(setting.value(), setting.unit(), setting.source(), setting.origin());
		}

	}

}
