package dev.leat.tls;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

/**
 * A key with its certificate and those above it, made on the spot.
 *
 * @param key the private key
 * @param chain its certificate, then that of who issued it, and so on
 */
public record Identity(PrivateKey key, List<X509Certificate> chain) {

	private static final AtomicLong SERIAL = new AtomicLong(System.nanoTime() >>> 1);

	private static final byte[] ECDSA_WITH_SHA256 = Der.sequence(Der.oid("2a8648ce3d040302"));

	private static final Duration DAY = Duration.ofDays(1);

	/** One who issues certificates, and whom nobody else vouches for. */
	public static Identity authority(String name) {
		return issue(null, name, Instant.now().plus(DAY), true);
	}

	/** Issues a certificate, which holds for a host of that name too. */
	public Identity issue(String name) {
		return issue(this, name, Instant.now().plus(DAY), false);
	}

	/** Issues a certificate that has ended an hour ago. */
	public Identity issueExpired(String name) {
		return issue(this, name, Instant.now().minus(Duration.ofHours(1)), false);
	}

	/** Issues a certificate to one who may issue others. */
	public Identity issueAuthority(String name) {
		return issue(this, name, Instant.now().plus(DAY), true);
	}

	private static Identity issue(@Nullable Identity issuer, String name, Instant end, boolean authority) {
		try {
			KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
			generator.initialize(new ECGenParameterSpec("secp256r1"));
			KeyPair keys = generator.generateKeyPair();
			byte[] issuerName = (issuer != null) ? issuer.certificate().getSubjectX500Principal().getEncoded()
					: name(name);
			byte[] body = Der.sequence(Der.value(0xA0, Der.integer(2)), Der.integer(SERIAL.incrementAndGet()),
					ECDSA_WITH_SHA256, issuerName,
					Der.sequence(Der.time(end.minus(DAY.multipliedBy(2))), Der.time(end)), name(name),
					keys.getPublic().getEncoded(), extensions(name, authority));
			PrivateKey signer = (issuer != null) ? issuer.key() : keys.getPrivate();
			X509Certificate certificate = parse(Der.sequence(body, ECDSA_WITH_SHA256, Der.bits(sign(signer, body))));
			List<X509Certificate> chain = new ArrayList<>(List.of(certificate));
			if (issuer != null) {
				chain.addAll(issuer.chain());
			}
			return new Identity(keys.getPrivate(), List.copyOf(chain));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static byte[] name(String name) {
		return Der.sequence(Der.set(Der.sequence(Der.oid("550403"), Der.text(name))));
	}

	private static byte[] extensions(String name, boolean authority) {
		byte[] host = Der.value(0x82, name.getBytes(StandardCharsets.US_ASCII));
		byte[] alternative = Der.sequence(Der.oid("551d11"), Der.octets(Der.sequence(host)));
		byte[] constraints = Der.sequence(Der.oid("551d13"), Der.yes(),
				Der.octets(authority ? Der.sequence(Der.yes()) : Der.sequence()));
		return Der.value(0xA3,
				Der.sequence(authority ? constraints : alternative, authority ? new byte[0] : constraints));
	}

	private static byte[] sign(PrivateKey key, byte[] body) throws GeneralSecurityException {
		Signature signature = Signature.getInstance("SHA256withECDSA");
		signature.initSign(key);
		signature.update(body);
		return signature.sign();
	}

	private static X509Certificate parse(byte[] encoded) throws GeneralSecurityException {
		return (X509Certificate) CertificateFactory.getInstance("X.509")
			.generateCertificate(new ByteArrayInputStream(encoded));
	}

	public X509Certificate certificate() {
		return this.chain.get(0);
	}

	/** The chain, as a file of certificates holds it. */
	public String chainPem() {
		StringBuilder pem = new StringBuilder();
		this.chain.forEach((certificate) -> pem.append(pem("CERTIFICATE", encoded(certificate))));
		return pem.toString();
	}

	/** The key, as a file holds it. */
	public String keyPem() {
		return pem("PRIVATE KEY", this.key.getEncoded());
	}

	private static byte[] encoded(Certificate certificate) {
		try {
			return certificate.getEncoded();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String pem(String what, byte[] encoded) {
		String text = Base64.getMimeEncoder(64, new byte[] { '\n' }).encodeToString(encoded);
		return "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n";
	}

}
