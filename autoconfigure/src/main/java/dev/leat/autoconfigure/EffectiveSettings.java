package dev.leat.autoconfigure;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

import javax.net.ssl.SSLContext;

import dev.leat.reactor.LeatServer;
import dev.leat.reactor.ServerConfig;
import dev.leat.reactor.TlsConfig;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.core.env.Environment;
import org.springframework.util.unit.DataSize;

/**
 * Tells which settings are in force for a server, and where each came from. It knows the
 * settings of Leat only, of which none is a secret: keys and passwords stay in the SSL
 * bundles, which are named here and not shown. Any thread.
 */
public final class EffectiveSettings {

	private static final double NANOS = Duration.ofSeconds(1).toNanos();

	private static final Supplier<SSLContext> NO_CONTEXT = () -> {
		throw new IllegalStateException("Settings that are only looked at open no connection");
	};

	private final SetProperties set;

	private final ServerSettings settings;

	private final ServerOrigin origin;

	private final Duration phaseTimeout;

	EffectiveSettings(Environment environment, HandlerBeans handlers, Duration phaseTimeout) {
		this.set = new SetProperties(environment);
		this.settings = new ServerSettings(environment);
		this.origin = new ServerOrigin(this.settings, handlers);
		this.phaseTimeout = phaseTimeout;
	}

	/**
	 * The settings of a server.
	 * @param server one of {@link LeatServers}
	 * @return each setting once, always in the same order
	 */
	public List<ServerSetting> of(LeatServer server) {
		boolean own = this.origin.isCode(server.name());
		ServerProperties properties = this.settings.of(server.name());
		ShutdownTimes shutdown = ShutdownTimes.of(properties.getShutdown()).within(this.phaseTimeout);
		SslProperties ssl = own ? new SslProperties() : properties.getSsl();
		Map<String, @Nullable Object> before = own ? SettingTable.of(shutdown) : asSet(properties, shutdown);
		List<ServerSetting> settings = new ArrayList<>();
		SettingTable.of(server.config(), ssl, shutdown).forEach((name, value) -> {
			boolean byCode = !before.containsKey(name) || !Objects.equals(before.get(name), value);
			settings.add(setting(name, value, byCode ? null : property(server.name(), name), byCode));
		});
		return settings;
	}

	/**
	 * What the properties alone would have made; of those that make no server until a
	 * customizer has corrected them, only what is no matter of the engine.
	 */
	private static Map<String, @Nullable Object> asSet(ServerProperties properties, ShutdownTimes shutdown) {
		try {
			ServerConfig config = ServerConfigMapper.map(properties).tls(tls(properties.getSsl())).build();
			return SettingTable.of(config, properties.getSsl(), shutdown);
		}
		catch (IllegalArgumentException ex) {
			return SettingTable.of(shutdown);
		}
	}

	/** Without the bundles, of which no setting tells what is in them. */
	private static @Nullable TlsConfig tls(SslProperties properties) {
		if (!TlsConfigMapper.isEnabled(properties)) {
			return null;
		}
		TlsConfig.Builder tls = TlsConfig.builder(NO_CONTEXT);
		TlsConfigMapper.withoutBundles(properties, tls);
		return tls.build();
	}

	private static ServerSetting setting(String name, @Nullable Object value, @Nullable ConfigurationProperty property,
			boolean byCode) {
		if (property == null) {
			return new ServerSetting(name, plain(value), unit(value), byCode ? "code" : "default", null);
		}
		return new ServerSetting(name, plain(value), unit(value), property.getName().toString(),
				Objects.toString(property.getOrigin(), null));
	}

	private @Nullable ConfigurationProperty property(String server, String name) {
		ConfigurationProperty own = ServerName.dashed(server).isEmpty() ? null
				: this.set.find(ServerName.prefix(server).append(name));
		return (own != null) ? own : this.set.find(ServerName.COMMON.append(name));
	}

	private static @Nullable String unit(@Nullable Object value) {
		if (value instanceof Duration) {
			return "seconds";
		}
		return (value instanceof DataSize) ? "bytes" : null;
	}

	/** As every format can show it. */
	private static @Nullable Object plain(@Nullable Object value) {
		if (value instanceof Duration time) {
			return time.toSeconds() + time.getNano() / NANOS;
		}
		if (value instanceof DataSize size) {
			return size.toBytes();
		}
		if (value instanceof Enum<?> word) {
			return word.name().toLowerCase(Locale.ROOT);
		}
		if (value instanceof InetAddress address) {
			return address.getHostAddress();
		}
		return (value instanceof Collection<?> many) ? many.stream().map(String::valueOf).toList() : value;
	}

}
