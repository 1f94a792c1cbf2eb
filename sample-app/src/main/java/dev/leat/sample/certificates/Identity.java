package dev.leat.sample.certificates;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;

/**
 * Who somebody is: a private key, and the certificate that says whose it is.
 *
 * @param key the private key
 * @param certificate what others may see
 */
public record Identity(PrivateKey key, X509Certificate certificate) {

}
