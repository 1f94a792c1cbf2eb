package dev.leat.reactor;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import javax.net.ssl.SSLContext;

/**
 * The TLS settings of one server. Immutable; the defaults are those of {@link Builder}.
 * <p>
 * Contexts come from suppliers, which every new connection asks, on its event loop: a
 * certificate is replaced by supplying another context. Sessions are resumed within one
 * context only, so a context should belong to one server: shared with another one that
 * asks less of its clients, it would let in by resumption whom the other has let in.
 *
 * @param context supplies the certificate and whom to trust, where no server name decides
 * @param serverNames what holds instead of context, protocols and cipher suites for a
 * name that the client asks for, in lower case; {@code *.} in front stands for one label
 * @param clientAuth whether clients have to show a certificate
 * @param protocols what is spoken, the most wanted first
 * @param cipherSuites what may be used, the most wanted first; empty for those that the
 * context has enabled
 * @param applicationProtocols names for ALPN, the most wanted first; empty for no ALPN
 * @param handshakeTimeout time for the whole handshake
 * @param maxHandshakes handshakes at once; further clients wait in the backlog
 */
public record TlsConfig(Supplier<SSLContext> context, Map<String, HostConfig> serverNames, ClientAuth clientAuth,
		List<String> protocols, List<String> cipherSuites, List<String> applicationProtocols, Duration handshakeTimeout,
		int maxHandshakes) {

	private static final Set<String> KNOWN_PROTOCOLS = Set.of("TLSv1.3", "TLSv1.2");

	/**
	 * What holds for clients that ask for a server name.
	 *
	 * @param context supplies the certificate and whom to trust
	 * @param protocols what is spoken, the most wanted first; empty for what the server
	 * speaks with all others
	 * @param cipherSuites what may be used, the most wanted first; empty for those that
	 * the context has enabled
	 */
	public record HostConfig(Supplier<SSLContext> context, List<String> protocols, List<String> cipherSuites) {

		/**
		 * Keeps copies of the lists.
		 */
		public HostConfig {
			protocols = List.copyOf(protocols);
			cipherSuites = List.copyOf(cipherSuites);
		}

	}

	/**
	 * Whether clients have to show a certificate.
	 */
	public enum ClientAuth {

		/** They are not asked for one. */
		NONE,
		/** They are asked for one, and are let in without; one that is bad fails. */
		WANT,
		/** Only those who show a good one are let in. */
		NEED

	}

	/**
	 * Checks the settings.
	 * @throws IllegalArgumentException for a value out of range; the message says which
	 */
	public TlsConfig {
		serverNames = Map.copyOf(serverNames);
		protocols = List.copyOf(protocols);
		cipherSuites = List.copyOf(cipherSuites);
		applicationProtocols = List.copyOf(applicationProtocols);
		if (protocols.isEmpty()) {
			throw new IllegalArgumentException("ssl.bundle enables no protocol, it must be TLSv1.3, TLSv1.2 or both");
		}
		requireKnown("ssl.bundle enables", protocols);
		serverNames.forEach(
				(name, own) -> requireKnown("ssl.server-name-bundles enables for '" + name + "'", own.protocols()));
		if (handshakeTimeout.isNegative() || handshakeTimeout.isZero()) {
			throw new IllegalArgumentException(
					"ssl.handshake-timeout is " + handshakeTimeout + ", it must be above zero");
		}
		if (maxHandshakes < 1) {
			throw new IllegalArgumentException("ssl.max-handshakes is " + maxHandshakes + ", it must be 1 or more");
		}
	}

	private static void requireKnown(String who, List<String> protocols) {
		if (!KNOWN_PROTOCOLS.containsAll(protocols)) {
			throw new IllegalArgumentException(
					who + " the protocols " + protocols + ", it must be of TLSv1.3 and TLSv1.2");
		}
	}

	/**
	 * Starts from the defaults, with one context for good.
	 * @param context the certificate and whom to trust
	 * @return a new builder
	 */
	public static Builder builder(SSLContext context) {
		return builder(() -> context);
	}

	/**
	 * Starts from the defaults.
	 * @param context supplies the certificate and whom to trust; called on event loops,
	 * so that it must not wait
	 * @return a new builder
	 */
	public static Builder builder(Supplier<SSLContext> context) {
		return new Builder(context);
	}

	/**
	 * Collects settings; every default stands here.
	 */
	public static final class Builder {

		private static final int HANDSHAKES_PER_PROCESSOR = 128;

		private final Supplier<SSLContext> context;

		private final Map<String, Supplier<HostConfig>> serverNames = new LinkedHashMap<>();

		private ClientAuth clientAuth = ClientAuth.NONE;

		private List<String> protocols = List.of("TLSv1.3", "TLSv1.2");

		private List<String> cipherSuites = List.of();

		private List<String> applicationProtocols = List.of();

		private Duration handshakeTimeout = Duration.ofSeconds(10);

		private int maxHandshakes = HANDSHAKES_PER_PROCESSOR * Runtime.getRuntime().availableProcessors();

		private Builder(Supplier<SSLContext> context) {
			this.context = context;
		}

		/**
		 * Adds a context for clients that ask for a server name, with the protocols and
		 * cipher suites of all others.
		 * @param name the name; {@code *.} in front stands for one label
		 * @param value supplies the certificate and whom to trust
		 * @return this
		 */
		public Builder serverName(String name, Supplier<SSLContext> value) {
			this.serverNames.put(name.toLowerCase(Locale.ROOT),
					() -> new HostConfig(value, List.of(), this.cipherSuites));
			return this;
		}

		/**
		 * Adds what holds for clients that ask for a server name.
		 * @param name the name; {@code *.} in front stands for one label
		 * @param value the context with protocols and cipher suites of its own
		 * @return this
		 */
		public Builder serverName(String name, HostConfig value) {
			this.serverNames.put(name.toLowerCase(Locale.ROOT), () -> value);
			return this;
		}

		/**
		 * Whether clients have to show a certificate; {@link ClientAuth#NONE} by default.
		 * @param value whether
		 * @return this
		 */
		public Builder clientAuth(ClientAuth value) {
			this.clientAuth = value;
			return this;
		}

		/**
		 * What is spoken; {@code TLSv1.3} and {@code TLSv1.2} by default, and there are
		 * no others.
		 * @param value the protocols, the most wanted first
		 * @return this
		 */
		public Builder protocols(List<String> value) {
			this.protocols = value;
			return this;
		}

		/**
		 * What may be used; by default what the context has enabled.
		 * @param value the cipher suites, the most wanted first
		 * @return this
		 */
		public Builder cipherSuites(List<String> value) {
			this.cipherSuites = value;
			return this;
		}

		/**
		 * Names for ALPN; none by default. A client that offers ALPN and none of these is
		 * turned away.
		 * @param value the names, the most wanted first
		 * @return this
		 */
		public Builder applicationProtocols(List<String> value) {
			this.applicationProtocols = value;
			return this;
		}

		/**
		 * Time for the whole handshake; 10 seconds by default.
		 * @param value the time
		 * @return this
		 */
		public Builder handshakeTimeout(Duration value) {
			this.handshakeTimeout = value;
			return this;
		}

		/**
		 * Handshakes at once; 128 for each available processor by default.
		 * @param value the number
		 * @return this
		 */
		public Builder maxHandshakes(int value) {
			this.maxHandshakes = value;
			return this;
		}

		/**
		 * Makes the configuration.
		 * @return it
		 * @throws IllegalArgumentException for a value out of range; the message says
		 * which
		 */
		public TlsConfig build() {
			Map<String, HostConfig> names = new LinkedHashMap<>();
			this.serverNames.forEach((name, value) -> names.put(name, value.get()));
			return new TlsConfig(this.context, names, this.clientAuth, this.protocols, this.cipherSuites,
					this.applicationProtocols, this.handshakeTimeout, this.maxHandshakes);
		}

	}

}
