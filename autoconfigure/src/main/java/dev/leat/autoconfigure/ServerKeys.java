package dev.leat.autoconfigure;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

import javax.net.ssl.KeyManager;
import javax.net.ssl.X509KeyManager;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.ssl.SslBundle;

/**
 * Looks at the keys of a bundle before a client does: without one, and with a certificate
 * of another key, as half of a renewal leaves it, every handshake would fail.
 */
final class ServerKeys {

	private static final byte[] SIGNED = "leat".getBytes(StandardCharsets.US_ASCII);

	/** What the JDK looks for keys by. */
	private static final List<String> TYPES = List.of("EC", "RSA", "RSASSA-PSS", "EdDSA", "DSA");

	private ServerKeys() {
	}

	/**
	 * Asks for a private key that belongs to its certificate.
	 * @throws GeneralSecurityException if there is none, or one that does not
	 */
	static void require(SslBundle bundle) throws GeneralSecurityException {
		KeyStore store = bundle.getStores().getKeyStore();
		boolean found = (store != null) ? areInOrder(store, bundle)
				: !Arrays.stream(bundle.getManagers().getKeyManagers()).allMatch(ServerKeys::isEmpty);
		if (!found) {
			throw new GeneralSecurityException("It has no private key");
		}
	}

	/** Whether there is one at all. */
	private static boolean areInOrder(KeyStore store, SslBundle bundle) throws GeneralSecurityException {
		String wanted = bundle.getKey().getAlias();
		boolean found = false;
		for (String alias : Collections.list(store.aliases())) {
			if (store.isKeyEntry(alias) && (wanted == null || wanted.equalsIgnoreCase(alias))) {
				requirePair(alias, store, password(bundle));
				found = true;
			}
		}
		return found;
	}

	/** That of the key, or else that of its store, as Spring Boot has it. */
	private static char @Nullable [] password(SslBundle bundle) {
		String own = bundle.getKey().getPassword();
		String password = (own != null) ? own : bundle.getStores().getKeyStorePassword();
		return (password != null) ? password.toCharArray() : null;
	}

	private static void requirePair(String alias, KeyStore store, char @Nullable [] password)
			throws GeneralSecurityException {
		Key key = store.getKey(alias, password);
		if (key instanceof PrivateKey secret && !belong(secret, store.getCertificate(alias).getPublicKey())) {
			throw new GeneralSecurityException("The certificate of '" + alias + "' is not one of its private key");
		}
	}

	/**
	 * Whether one signs what the other verifies; keys of other kinds are taken for a
	 * pair.
	 */
	static boolean belong(PrivateKey key, PublicKey shown) throws GeneralSecurityException {
		return switch (shown.getAlgorithm()) {
			case "RSA" -> verifies("SHA256withRSA", key, shown);
			case "EC" -> verifies("SHA256withECDSA", key, shown);
			case "EdDSA" -> verifies("EdDSA", key, shown);
			default -> true;
		};
	}

	/** What holds a key that it does not give away may sign, and not verify. */
	private static boolean verifies(String algorithm, PrivateKey key, PublicKey shown) throws GeneralSecurityException {
		try {
			Signature signing = Signature.getInstance(algorithm);
			signing.initSign(key);
			signing.update(SIGNED);
			Signature verifying = Signature.getInstance(algorithm);
			verifying.initVerify(shown);
			verifying.update(SIGNED);
			return verifying.verify(signing.sign());
		}
		catch (InvalidKeyException | SignatureException ex) {
			return false;
		}
	}

	/** Those that the application has made itself are not asked. */
	private static boolean isEmpty(KeyManager manager) {
		return manager.getClass().getModule().equals(KeyManager.class.getModule())
				&& manager instanceof X509KeyManager keys
				&& TYPES.stream().allMatch((type) -> keys.getServerAliases(type, null) == null);
	}

}
