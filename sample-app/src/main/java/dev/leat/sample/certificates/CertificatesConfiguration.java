package dev.leat.sample.certificates;

import java.io.IOException;

import org.springframework.boot.autoconfigure.ssl.SslBundleRegistrar;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The SSL bundle {@code sample}, for which others set {@code spring.ssl.bundle.*}.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CertificatesProperties.class)
class CertificatesConfiguration {

	@Bean
	Authority authority() {
		return new Authority("Leat sample");
	}

	@Bean
	SslBundleRegistrar sampleBundle(Authority authority) {
		return (bundles) -> bundles.registerBundle("sample", authority.bundle(authority.issue("localhost")));
	}

	@Bean
	ClientFiles clientFiles(Authority authority, CertificatesProperties properties) throws IOException {
		return new ClientFiles(authority, properties);
	}

}
