package dev.leat.autoconfigure;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.Signature;
import java.security.SignatureException;
import java.security.SignatureSpi;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ServerKeys}; with bundles see {@link TlsServersTests}.
 */
class ServerKeysTests {

	private static final String ALGORITHM = "SHA256withECDSA";

	@Test
	void aTokenThatSignsAndCannotVerifyHasItsKey() throws Exception {
		Provider provider = new Provider("Token", "1", "Signs with keys that stay in it") {
		};
		provider.put("Signature." + ALGORITHM, TokenSignature.class.getName());
		provider.put("Signature." + ALGORITHM + " SupportedKeyClasses", TokenKey.class.getName());
		Security.addProvider(provider);
		try {
			KeyPair pair = KeyPairGenerator.getInstance("EC").generateKeyPair();
			PublicKey other = KeyPairGenerator.getInstance("EC").generateKeyPair().getPublic();
			assertThat(ServerKeys.belong(new TokenKey(pair.getPrivate()), pair.getPublic())).isTrue();
			assertThat(ServerKeys.belong(new TokenKey(pair.getPrivate()), other)).isFalse();
		}
		finally {
			Security.removeProvider(provider.getName());
		}
	}

	/** Shows nobody what it holds. */
	public record TokenKey(PrivateKey held) implements PrivateKey {

		@Override
		public String getAlgorithm() {
			return "EC";
		}

		@Override
		public String getFormat() {
			return null;
		}

		@Override
		public byte[] getEncoded() {
			return null;
		}

	}

	/** Signs only. */
	public static final class TokenSignature extends SignatureSpi {

		private final Signature inside;

		public TokenSignature() throws GeneralSecurityException {
			this.inside = Signature.getInstance(ALGORITHM);
		}

		@Override
		protected void engineInitVerify(PublicKey key) throws InvalidKeyException {
			throw new InvalidKeyException("A token does not verify");
		}

		@Override
		protected void engineInitSign(PrivateKey key) throws InvalidKeyException {
			this.inside.initSign(((TokenKey) key).held());
		}

		@Override
		protected void engineUpdate(byte value) throws SignatureException {
			this.inside.update(value);
		}

		@Override
		protected void engineUpdate(byte[] bytes, int from, int count) throws SignatureException {
			this.inside.update(bytes, from, count);
		}

		@Override
		protected byte[] engineSign() throws SignatureException {
			return this.inside.sign();
		}

		@Override
		protected boolean engineVerify(byte[] signature) {
			throw new UnsupportedOperationException();
		}

		@Override
		@Deprecated
		protected void engineSetParameter(String name, Object value) {
			throw new UnsupportedOperationException();
		}

		@Override
		@Deprecated
		protected Object engineGetParameter(String name) {
			throw new UnsupportedOperationException();
		}

	}

}
