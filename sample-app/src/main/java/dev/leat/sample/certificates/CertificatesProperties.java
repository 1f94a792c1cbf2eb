package dev.leat.sample.certificates;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings of the certificates.
 *
 * @param folder where to put those that clients need to try the servers; a new temporary
 * folder, which goes with the application, unless it is set
 */
@ConfigurationProperties("sample.certificates")
record CertificatesProperties(@Nullable Path folder) {

}
