package dev.leat.reactor;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;

import org.jspecify.annotations.Nullable;

/**
 * Reads an IP address that is written out. Strictly: no name, no short form, no zone, no
 * leading zero in a decimal number, and nobody is asked.
 */
final class IpLiteral {

	private static final int GROUPS = 8;

	private static final int V4_PARTS = 4;

	private IpLiteral() {
	}

	/**
	 * Reads an address; an IPv4 address that is written as IPv6 becomes the IPv4 address.
	 * @return nothing if the text is none
	 */
	static @Nullable InetAddress parse(String text) {
		byte[] bytes = (text.indexOf(':') < 0) ? v4(text) : v6(text);
		return (bytes != null) ? of(bytes) : null;
	}

	/** Makes an address of its 4 or 16 bytes. */
	static InetAddress of(byte[] bytes) {
		try {
			return InetAddress.getByAddress(bytes);
		}
		catch (UnknownHostException ex) {
			throw new IllegalArgumentException(ex);
		}
	}

	private static byte @Nullable [] v4(String text) {
		String[] parts = text.split("\\.", -1);
		byte[] bytes = new byte[V4_PARTS];
		if (parts.length != V4_PARTS) {
			return null;
		}
		for (int i = 0; i < V4_PARTS; i++) {
			int value = decimal(parts[i], 255);
			if (value < 0) {
				return null;
			}
			bytes[i] = (byte) value;
		}
		return bytes;
	}

	/**
	 * Reads a decimal number without sign or leading zero.
	 * @return -1 if the text is none, or above the bound
	 */
	static int decimal(String text, int max) {
		int value = 0;
		for (int i = 0; i < text.length(); i++) {
			int digit = text.charAt(i) - '0';
			if (digit < 0 || digit > 9 || (i > 0 && value == 0)) {
				return -1;
			}
			value = 10 * value + digit;
			if (value > max) {
				return -1;
			}
		}
		return text.isEmpty() ? -1 : value;
	}

	private static byte @Nullable [] v6(String text) {
		int gap = text.indexOf("::");
		if (gap < 0) {
			byte[] all = groups(text, true);
			return (all != null && all.length == 2 * GROUPS) ? all : null;
		}
		byte[] head = groups(text.substring(0, gap), false);
		byte[] tail = groups(text.substring(gap + 2), true);
		if (head == null || tail == null || head.length + tail.length > 2 * (GROUPS - 1)) {
			return null;
		}
		byte[] bytes = new byte[2 * GROUPS];
		System.arraycopy(head, 0, bytes, 0, head.length);
		System.arraycopy(tail, 0, bytes, bytes.length - tail.length, tail.length);
		return bytes;
	}

	/** Groups with colons between; the last of all may be an IPv4 address. */
	private static byte @Nullable [] groups(String text, boolean atEnd) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		String[] groups = text.isEmpty() ? new String[0] : text.split(":", -1);
		for (int i = 0; i < groups.length; i++) {
			byte[] group = (atEnd && i == groups.length - 1 && groups[i].indexOf('.') > 0) ? v4(groups[i])
					: group(groups[i]);
			if (group == null) {
				return null;
			}
			bytes.writeBytes(group);
		}
		return bytes.toByteArray();
	}

	private static byte @Nullable [] group(String text) {
		int value = 0;
		for (int i = 0; i < text.length(); i++) {
			int digit = hex(text.charAt(i));
			if (digit < 0) {
				return null;
			}
			value = 16 * value + digit;
		}
		return (text.isEmpty() || text.length() > 4) ? null : new byte[] { (byte) (value >> 8), (byte) value };
	}

	/** Of ASCII digits only; other alphabets have digits too. */
	private static int hex(char digit) {
		return (digit < 128) ? Character.digit(digit, 16) : -1;
	}

}
