package dev.leat.sample.certificates;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;

import javax.security.auth.x500.X500Principal;

import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStore;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;

/**
 * Issues certificates to servers and devices, who trust one another because they trust
 * it. A real one would live elsewhere. Any thread.
 */
public final class Authority {

	private static final Duration VALIDITY = Duration.ofDays(30);

	/** Clocks differ. */
	private static final Duration BACKDATED = Duration.ofHours(1);

	private static final SecureRandom RANDOM = new SecureRandom();

	private final Identity own;

	/**
	 * Makes an authority for which no other one vouches.
	 * @param name what its certificate calls it
	 */
	public Authority(String name) {
		try {
			KeyPair keys = keys();
			X500Principal subject = principal(name);
			this.own = sign(subject, keys.getPrivate(), subject, keys,
					Extension.create(Extension.basicConstraints, true, new BasicConstraints(true)));
		}
		catch (GeneralSecurityException | OperatorCreationException | IOException ex) {
			throw new IllegalStateException("Cannot make the certificate of " + name, ex);
		}
	}

	/**
	 * Issues a certificate that holds for 30 days.
	 * @param name of a device or a host
	 * @return a new key with its certificate
	 */
	public Identity issue(String name) {
		try {
			GeneralNames hosts = new GeneralNames(new GeneralName(GeneralName.dNSName, name));
			return sign(certificate().getSubjectX500Principal(), this.own.key(), principal(name), keys(),
					Extension.create(Extension.subjectAlternativeName, false, hosts));
		}
		catch (GeneralSecurityException | OperatorCreationException | IOException ex) {
			throw new IllegalStateException("Cannot issue a certificate to " + name, ex);
		}
	}

	/**
	 * What others have to trust.
	 * @return the certificate of the authority itself
	 */
	public X509Certificate certificate() {
		return this.own.certificate();
	}

	/**
	 * Makes what one of the two sides of TLS needs.
	 * @param own whom to show to the other side
	 * @return a bundle that trusts everybody to whom this authority has issued a
	 * certificate
	 */
	public SslBundle bundle(Identity own) {
		PemSslStore shown = PemSslStore.of(List.of(own.certificate()), own.key());
		PemSslStore trusted = PemSslStore.of(List.of(certificate()), null);
		return SslBundle.of(new PemSslStoreBundle(shown, trusted));
	}

	private static Identity sign(X500Principal issuer, PrivateKey signer, X500Principal subject, KeyPair keys,
			Extension extension) throws GeneralSecurityException, OperatorCreationException, IOException {
		Instant now = Instant.now();
		JcaX509v3CertificateBuilder certificate = new JcaX509v3CertificateBuilder(issuer,
				new BigInteger(Long.SIZE, RANDOM), Date.from(now.minus(BACKDATED)), Date.from(now.plus(VALIDITY)),
				subject, keys.getPublic());
		certificate.addExtension(extension);
		return new Identity(keys.getPrivate(), new JcaX509CertificateConverter()
			.getCertificate(certificate.build(new JcaContentSignerBuilder("SHA256withECDSA").build(signer))));
	}

	private static KeyPair keys() throws GeneralSecurityException {
		KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
		generator.initialize(new ECGenParameterSpec("secp256r1"));
		return generator.generateKeyPair();
	}

	private static X500Principal principal(String name) {
		return new X500Principal("CN=" + name);
	}

}
