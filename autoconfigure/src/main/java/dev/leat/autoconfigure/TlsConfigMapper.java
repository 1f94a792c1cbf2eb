package dev.leat.autoconfigure;

import java.security.GeneralSecurityException;
import java.util.List;

import dev.leat.autoconfigure.SslProperties.ServerNameBundle;
import dev.leat.reactor.TlsConfig;
import dev.leat.reactor.TlsConfig.HostConfig;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.PropertyMapper;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;

/**
 * Translates the TLS properties of a server to the settings of the engine, and has it
 * follow the updates of its bundles.
 */
final class TlsConfigMapper {

	private static final PropertyMapper MAP = PropertyMapper.get();

	private final @Nullable SslBundles bundles;

	private final TlsReloads reloads;

	TlsConfigMapper(@Nullable SslBundles bundles, TlsReloads reloads) {
		this.bundles = bundles;
		this.reloads = reloads;
	}

	/**
	 * The settings, or {@code null} for a server that does not speak TLS.
	 * @throws SetupFailure if a bundle is missing, unknown or cannot be used
	 */
	@Nullable TlsConfig map(String server, SslProperties from) {
		if (!isEnabled(from)) {
			return null;
		}
		String name = from.getBundle();
		if (name == null) {
			throw new SetupFailure("Server '" + server + "' is to speak TLS, but no SSL bundle is named.",
					"Set " + ServerName.properties(server, "ssl.bundle") + " to the name of an SSL bundle.");
		}
		SslBundle bundle = bundle(server, "ssl.bundle", name);
		TlsConfig.Builder to = TlsConfig.builder(context(server, name, bundle));
		MAP.from(bundle.getOptions()::getEnabledProtocols).as(List::of).to(to::protocols);
		to.cipherSuites(listed(bundle.getOptions().getCiphers()));
		withoutBundles(from, to);
		serverNames(server, from.getServerNameBundles(), to);
		return OutOfRange.ofServer(server, to::build);
	}

	/** Whether a server with these properties speaks TLS. */
	static boolean isEnabled(SslProperties from) {
		return (from.getEnabled() != null) ? from.getEnabled() : from.getBundle() != null;
	}

	/** Sets what is no matter of a bundle. */
	static void withoutBundles(SslProperties from, TlsConfig.Builder to) {
		MAP.from(from::getClientAuth).to(to::clientAuth);
		MAP.from(from::getApplicationProtocols).to(to::applicationProtocols);
		MAP.from(from::getHandshakeTimeout).to(to::handshakeTimeout);
		MAP.from(from::getMaxHandshakes).to(to::maxHandshakes);
	}

	private void serverNames(String server, List<ServerNameBundle> from, TlsConfig.Builder to) {
		for (int i = 0; i < from.size(); i++) {
			String entry = "ssl.server-name-bundles[" + i + "]";
			String serverName = required(server, entry + ".server-name", from.get(i).serverName());
			String name = required(server, entry + ".bundle", from.get(i).bundle());
			SslBundle bundle = bundle(server, entry + ".bundle", name);
			to.serverName(serverName, new HostConfig(context(server, name, bundle),
					listed(bundle.getOptions().getEnabledProtocols()), listed(bundle.getOptions().getCiphers())));
		}
	}

	private static String required(String server, String property, @Nullable String value) {
		if (value == null || value.isBlank()) {
			throw new SetupFailure(
					"Server '" + server + "' has SSL bundles for server names, but " + property + " is not set.",
					"Set " + ServerName.properties(server, property) + ".");
		}
		return value;
	}

	private static List<String> listed(String @Nullable [] values) {
		return (values != null) ? List.of(values) : List.of();
	}

	private BundleContext context(String server, String name, SslBundle bundle) {
		try {
			BundleContext context = new BundleContext(server, name, bundle, this.reloads);
			bundles(server).addBundleUpdateHandler(name, context::update);
			return context;
		}
		catch (GeneralSecurityException | RuntimeException ex) {
			throw new SetupFailure(
					"Server '" + server + "' cannot use the SSL bundle '" + name + "': " + ex.getMessage() + ".",
					"Correct the bundle under spring.ssl.bundle: a server needs a certificate with its private key, "
							+ "and cipher suites have the names that the JDK gives them, such as TLS_AES_256_GCM_SHA384.");
		}
	}

	private SslBundle bundle(String server, String property, String name) {
		try {
			return bundles(server).getBundle(name);
		}
		catch (NoSuchSslBundleException ex) {
			List<String> known = bundles(server).getBundleNames();
			String meant = Spelling.nearest(name, known).map((near) -> "Did you mean '" + near + "'? ").orElse("");
			throw new SetupFailure("Server '" + server + "' names the SSL bundle '" + name + "', which does not exist.",
					meant + "Set " + ServerName.properties(server, property) + " to one of the SSL bundles " + known
							+ ", or define it under spring.ssl.bundle.");
		}
	}

	private SslBundles bundles(String server) {
		if (this.bundles == null) {
			throw new SetupFailure(
					"Server '" + server + "' is to speak TLS, but the application has no bean of type SslBundles.",
					"Do not exclude Spring Boot's SslAutoConfiguration, or define an SslBundles bean.");
		}
		return this.bundles;
	}

}
