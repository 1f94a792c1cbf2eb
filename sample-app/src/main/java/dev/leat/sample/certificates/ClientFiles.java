package dev.leat.sample.certificates;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.util.FileSystemUtils;

/**
 * The files that one needs to try the servers by hand: the certificate of the authority,
 * and two devices. They are written when the application is ready, and the log says
 * where.
 */
final class ClientFiles implements DisposableBean {

	private static final Logger LOG = LoggerFactory.getLogger(ClientFiles.class);

	private final Authority authority;

	private final Path folder;

	private final boolean temporary;

	ClientFiles(Authority authority, CertificatesProperties properties) throws IOException {
		this.authority = authority;
		this.temporary = properties.folder() == null;
		this.folder = (properties.folder() != null) ? Files.createDirectories(properties.folder())
				: Files.createTempDirectory("leat-sample-");
	}

	@EventListener(ApplicationReadyEvent.class)
	void write() {
		PemFolder files = new PemFolder(this.folder);
		files.write("authority", this.authority.certificate());
		files.write("device-1", this.authority.issue("device-1"));
		files.write("device-2", this.authority.issue("device-2"));
		LOG.info("Certificates of the authority and of two devices are in {}", this.folder);
	}

	@Override
	public void destroy() throws IOException {
		if (this.temporary) {
			FileSystemUtils.deleteRecursively(this.folder);
		}
	}

}
