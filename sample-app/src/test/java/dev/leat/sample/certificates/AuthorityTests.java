package dev.leat.sample.certificates;

import java.security.SignatureException;
import java.security.cert.X509Certificate;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Authority}.
 */
class AuthorityTests {

	private final Authority authority = new Authority("Test");

	@Test
	void vouchesForWhomItIssuesACertificate() throws Exception {
		X509Certificate issued = this.authority.issue("device-1").certificate();
		issued.verify(this.authority.certificate().getPublicKey());
		issued.checkValidity();
		assertThat(issued.getSubjectX500Principal().getName()).isEqualTo("CN=device-1");
		assertThat(issued.getIssuerX500Principal()).isEqualTo(this.authority.certificate().getSubjectX500Principal());
		assertThat(issued.getSubjectAlternativeNames()).singleElement().isEqualTo(List.of(2, "device-1"));
	}

	@Test
	void vouchesForNobodyElse() {
		X509Certificate issued = new Authority("Test").issue("device-1").certificate();
		assertThatExceptionOfType(SignatureException.class)
			.isThrownBy(() -> issued.verify(this.authority.certificate().getPublicKey()));
	}

	@Test
	void whomItVouchesForMayVouchForNobody() {
		assertThat(this.authority.certificate().getBasicConstraints()).isNotNegative();
		assertThat(this.authority.issue("device-1").certificate().getBasicConstraints()).isNegative();
	}

	@Test
	void keysAreNeverTheSame() {
		Identity first = this.authority.issue("device-1");
		Identity second = this.authority.issue("device-1");
		assertThat(first.key()).isNotEqualTo(second.key());
		assertThat(first.certificate().getSerialNumber()).isNotEqualTo(second.certificate().getSerialNumber());
	}

}
