package dev.leat.reactor;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Version 1 of the PROXY protocol header: a line of text, {@code PROXY TCP4} or
 * {@code TCP6} with two addresses and two ports, or {@code PROXY UNKNOWN}, with single
 * spaces, ended by CR LF.
 */
final class ProxyTextHeader {

	/** As the specification has it, with CR LF. */
	private static final int LONGEST = 107;

	private static final int WORDS = 6;

	private static final int HIGHEST_PORT = 65_535;

	private ProxyTextHeader() {
	}

	/** Reads the line, which begins with the signature; nothing while it has no end. */
	static @Nullable ProxyHeader read(ByteBuffer in, int max) throws RefusedException {
		int length = lineLength(in, Math.min(max, LONGEST));
		if (length < 0) {
			return null;
		}
		byte[] line = new byte[length];
		in.get(line);
		in.position(in.position() + 2);
		return parse(new String(line, StandardCharsets.ISO_8859_1).split(" ", -1));
	}

	/** The length without CR LF, or -1 while they have not come. */
	private static int lineLength(ByteBuffer in, int max) throws RefusedException {
		int start = in.position();
		int end = Math.min(in.limit(), start + max);
		for (int i = start; i < end; i++) {
			byte found = in.get(i);
			if (found == '\n') {
				throw RefusedException.malformed("its line ends without CR");
			}
			if (found == '\r' && i + 1 < end) {
				if (in.get(i + 1) != '\n') {
					throw RefusedException.malformed("its line has CR without LF");
				}
				return i - start;
			}
		}
		if (end - start == max) {
			throw RefusedException.tooLong(in.remaining(), max);
		}
		return -1;
	}

	private static ProxyHeader parse(String[] words) throws RefusedException {
		return switch (words[1]) {
			case "UNKNOWN" -> new ProxyHeader(1, null, null, List.of());
			case "TCP4", "TCP6" -> parseAddresses(words);
			default -> throw RefusedException.malformed("it is neither of TCP4, TCP6 and UNKNOWN");
		};
	}

	private static ProxyHeader parseAddresses(String[] words) throws RefusedException {
		if (words.length != WORDS) {
			throw RefusedException.malformed("it has " + words.length + " words instead of " + WORDS);
		}
		boolean six = words[1].equals("TCP6");
		return new ProxyHeader(1, address(words[2], words[4], six), address(words[3], words[5], six), List.of());
	}

	private static InetSocketAddress address(String host, String port, boolean six) throws RefusedException {
		InetAddress address = IpLiteral.parse(host);
		int number = IpLiteral.decimal(port, HIGHEST_PORT);
		if (address == null || number < 0 || (host.indexOf(':') >= 0) != six) {
			throw RefusedException.malformed("it has an address or a port that is none");
		}
		return new InetSocketAddress(address, number);
	}

}
