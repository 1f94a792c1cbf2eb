package dev.leat.sample.certificates;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.ssl.pem.PemSslStore;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ClientFiles}.
 */
@ExtendWith(OutputCaptureExtension.class)
class ClientFilesTests {

	private final Authority authority = new Authority("Test");

	@Test
	void othersCanReadThem(@TempDir Path folder) throws Exception {
		Path given = folder.resolve("new");
		ClientFiles files = new ClientFiles(this.authority, new CertificatesProperties(given));
		files.write();
		for (String name : new String[] { "device-1", "device-2" }) {
			PemSslStore device = load(given.resolve(name + ".crt"), given.resolve(name + ".key"));
			assertThat(device.certificates()).singleElement()
				.extracting((certificate) -> certificate.getSubjectX500Principal().getName())
				.isEqualTo("CN=" + name);
			assertThat(device.privateKey()).isNotNull();
		}
		assertThat(load(given.resolve("authority.crt"), null).certificates())
			.containsExactly(this.authority.certificate());
		files.destroy();
		assertThat(given).isDirectoryContaining("glob:**/device-1.key");
	}

	@Test
	void temporaryFolderIsNamedAndGoesWithTheApplication(CapturedOutput output) throws Exception {
		ClientFiles files = new ClientFiles(this.authority, new CertificatesProperties(null));
		files.write();
		Path folder = Path.of(output.toString().strip().replaceFirst("(?s).* are in ", ""));
		assertThat(folder).isNotEmptyDirectory();
		files.destroy();
		assertThat(folder).doesNotExist();
	}

	private static PemSslStore load(Path certificate, Path key) {
		return PemSslStore.load(PemSslStoreDetails.forCertificate("file:" + certificate)
			.withPrivateKey((key != null) ? "file:" + key : null));
	}

}
