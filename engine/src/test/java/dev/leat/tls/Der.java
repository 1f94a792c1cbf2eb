package dev.leat.tls;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;

/**
 * Writes the few kinds of values that a certificate is made of.
 */
final class Der {

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'")
		.withZone(ZoneOffset.UTC);

	private Der() {
	}

	static byte[] value(int tag, byte[]... parts) {
		byte[] content = join(parts);
		byte[] length = BigInteger.valueOf(content.length).toByteArray();
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		out.write(tag);
		if (content.length >= 0x80) {
			int zero = (length[0] == 0) ? 1 : 0;
			out.write(0x80 | length.length - zero);
			out.write(length, zero, length.length - zero);
		}
		else {
			out.write(content.length);
		}
		out.writeBytes(content);
		return out.toByteArray();
	}

	private static byte[] join(byte[]... parts) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		for (byte[] part : parts) {
			out.writeBytes(part);
		}
		return out.toByteArray();
	}

	static byte[] sequence(byte[]... parts) {
		return value(0x30, parts);
	}

	static byte[] set(byte[]... parts) {
		return value(0x31, parts);
	}

	static byte[] integer(long value) {
		return value(0x02, BigInteger.valueOf(value).toByteArray());
	}

	static byte[] yes() {
		return value(0x01, new byte[] { (byte) 0xFF });
	}

	/** An object identifier, as its bytes in hexadecimal. */
	static byte[] oid(String hex) {
		return value(0x06, HexFormat.of().parseHex(hex));
	}

	static byte[] text(String text) {
		return value(0x0C, text.getBytes(StandardCharsets.UTF_8));
	}

	static byte[] time(Instant time) {
		return value(0x18, TIME.format(time).getBytes(StandardCharsets.US_ASCII));
	}

	static byte[] bits(byte[] bytes) {
		return value(0x03, new byte[1], bytes);
	}

	static byte[] octets(byte[] bytes) {
		return value(0x04, bytes);
	}

}
