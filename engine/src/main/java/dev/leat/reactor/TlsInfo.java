package dev.leat.reactor;

import java.security.cert.X509Certificate;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a TLS handshake has agreed on. It does not change while the connection lives.
 *
 * @param protocol as Java names it, for example {@code TLSv1.3}
 * @param cipherSuite as Java names it, for example {@code TLS_AES_256_GCM_SHA384}
 * @param serverName the name that the client asked for, or {@code null} if it named none
 * @param peerCertificates the certificate of the client, the chain that it sent behind
 * it; verified, and empty if it showed none
 * @param applicationProtocol what was chosen by ALPN, or {@code null} for none
 */
public record TlsInfo(String protocol, String cipherSuite, @Nullable String serverName,
		List<X509Certificate> peerCertificates, @Nullable String applicationProtocol) {

	/**
	 * Copies the list.
	 */
	public TlsInfo {
		peerCertificates = List.copyOf(peerCertificates);
	}

}
