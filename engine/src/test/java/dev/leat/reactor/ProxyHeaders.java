package dev.leat.reactor;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.zip.CRC32C;

/**
 * Headers of the PROXY protocol for tests.
 */
final class ProxyHeaders {

	static final String TCP4 = "PROXY TCP4 192.0.2.1 203.0.113.9 4711 443\r\n";

	static final String TCP6 = "PROXY TCP6 2001:db8::1 2001:db8::9 4711 443\r\n";

	private static final byte[] SIGNATURE = { 0x0d, 0x0a, 0x0d, 0x0a, 0x00, 0x0d, 0x0a, 0x51, 0x55, 0x49, 0x54, 0x0a };

	private ProxyHeaders() {
	}

	static byte[] text(String line) {
		return line.getBytes(StandardCharsets.ISO_8859_1);
	}

	/** Version 2 with the length of its body. */
	static byte[] binary(int command, int family, byte[]... body) {
		byte[] joined = join(body);
		return join(SIGNATURE, new byte[] { (byte) command, (byte) family }, length(joined.length), joined);
	}

	/** A proxied connection over IPv4 with extensions. */
	static byte[] binary4(byte[]... extensions) {
		return binary(0x21, 0x11, addresses("192.0.2.1", "203.0.113.9"), join(extensions));
	}

	static byte[] addresses(String source, String destination) {
		return join(Objects.requireNonNull(IpLiteral.parse(source)).getAddress(),
				Objects.requireNonNull(IpLiteral.parse(destination)).getAddress(), length(4711), length(443));
	}

	static byte[] extension(int type, byte[] value) {
		return join(new byte[] { (byte) type }, length(value.length), value);
	}

	/** A header whose last extension is its checksum. */
	static byte[] withChecksum(byte[]... extensions) {
		byte[] header = binary4(join(extensions), extension(3, new byte[4]));
		CRC32C sum = new CRC32C();
		sum.update(header);
		ByteBuffer.wrap(header).putInt(header.length - 4, (int) sum.getValue());
		return header;
	}

	static byte[] length(int value) {
		return new byte[] { (byte) (value >> 8), (byte) value };
	}

	static byte[] join(byte[]... parts) {
		ByteArrayOutputStream joined = new ByteArrayOutputStream();
		Arrays.stream(parts).forEach(joined::writeBytes);
		return joined.toByteArray();
	}

}
