package dev.leat.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.leat.reactor.TlsConfig.ClientAuth;
import org.jspecify.annotations.Nullable;

/**
 * TLS settings of one server, or of all. The defaults are repeated from
 * {@link dev.leat.reactor.TlsConfig.Builder}, so that the metadata shows them.
 */
class SslProperties {

	/**
	 * Whether TLS is spoken. By default if "bundle" is set.
	 */
	private @Nullable Boolean enabled;

	/**
	 * Name of the SSL bundle: the server's certificate, and whose clients it trusts. What
	 * the bundle is updated to holds for new connections.
	 */
	private @Nullable String bundle;

	/**
	 * Whether clients have to show a certificate.
	 */
	private ClientAuth clientAuth = ClientAuth.NONE;

	/**
	 * Names for ALPN, the most wanted first. By default no ALPN.
	 */
	private @Nullable List<String> applicationProtocols;

	/**
	 * Time for the whole handshake.
	 */
	private Duration handshakeTimeout = Duration.ofSeconds(10);

	/**
	 * Handshakes at once. Further clients wait in the backlog. By default 128 for each
	 * processor.
	 */
	private @Nullable Integer maxHandshakes;

	/**
	 * Other bundles, for clients that ask for a server name.
	 */
	private final List<ServerNameBundle> serverNameBundles = new ArrayList<>();

	public @Nullable Boolean getEnabled() {
		return this.enabled;
	}

	public void setEnabled(@Nullable Boolean enabled) {
		this.enabled = enabled;
	}

	public @Nullable String getBundle() {
		return this.bundle;
	}

	public void setBundle(@Nullable String bundle) {
		this.bundle = bundle;
	}

	public ClientAuth getClientAuth() {
		return this.clientAuth;
	}

	public void setClientAuth(ClientAuth clientAuth) {
		this.clientAuth = clientAuth;
	}

	public @Nullable List<String> getApplicationProtocols() {
		return this.applicationProtocols;
	}

	public void setApplicationProtocols(@Nullable List<String> applicationProtocols) {
		this.applicationProtocols = applicationProtocols;
	}

	public Duration getHandshakeTimeout() {
		return this.handshakeTimeout;
	}

	public void setHandshakeTimeout(Duration handshakeTimeout) {
		this.handshakeTimeout = handshakeTimeout;
	}

	public @Nullable Integer getMaxHandshakes() {
		return this.maxHandshakes;
	}

	public void setMaxHandshakes(@Nullable Integer maxHandshakes) {
		this.maxHandshakes = maxHandshakes;
	}

	public List<ServerNameBundle> getServerNameBundles() {
		return this.serverNameBundles;
	}

	/**
	 * The bundle for a server name.
	 *
	 * @param serverName the name that clients ask for; "*." in front stands for one label
	 * @param bundle name of the SSL bundle
	 */
	record ServerNameBundle(@Nullable String serverName, @Nullable String bundle) {

	}

}
