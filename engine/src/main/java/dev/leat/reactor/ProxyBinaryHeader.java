package dev.leat.reactor;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

import org.jspecify.annotations.Nullable;

/**
 * Version 2 of the PROXY protocol header:
 *
 * <pre>
 *  0         12           13               14         16            16 + length
 *  ┌─────────┬────────────┬────────────────┬──────────┬───────────┬────────────┐
 *  │signature│version, cmd│family, protocol│  length  │ addresses │ extensions │
 *  └─────────┴────────────┴────────────────┴──────────┴───────────┴────────────┘
 *   extension: type (1), length (2), value
 * </pre>
 */
final class ProxyBinaryHeader {

	private static final int FIXED = 16;

	private static final int COMMAND = 12;

	private static final int FAMILY = 13;

	private static final int LENGTH = 14;

	private static final int LOCAL = 0x20;

	private static final int PROXY = 0x21;

	private static final int EXTENSION_HEAD = 3;

	private static final int CHECKSUM = 0x03;

	private ProxyBinaryHeader() {
	}

	/** What an address family says of the bytes behind the fixed ones. */
	private enum Family {

		UNSPECIFIED(0x00, 0), TCP4(0x11, 4), TCP6(0x21, 16), UNIX(0x31, 108);

		private final int code;

		private final int addressSize;

		Family(int code, int addressSize) {
			this.code = code;
			this.addressSize = addressSize;
		}

		private static Family of(int code) throws RefusedException {
			for (Family family : values()) {
				if (family.code == code) {
					return family;
				}
			}
			throw RefusedException.malformed("its family and protocol are " + code + ", which is not TCP");
		}

		private boolean isInternet() {
			return this == TCP4 || this == TCP6;
		}

		private int size() {
			return 2 * this.addressSize + (isInternet() ? 2 * Short.BYTES : 0);
		}

	}

	/** Reads a header that begins with the signature; nothing while it is not whole. */
	static @Nullable ProxyHeader read(ByteBuffer in, int max) throws RefusedException {
		int start = in.position();
		if (in.remaining() < FIXED) {
			return null;
		}
		int command = in.get(start + COMMAND) & 0xff;
		if (command != LOCAL && command != PROXY) {
			throw RefusedException.malformed("its version and command are " + command);
		}
		int size = FIXED + Short.toUnsignedInt(in.getShort(start + LENGTH));
		if (size > max) {
			throw RefusedException.tooLong(size, max);
		}
		Family family = (command == PROXY) ? Family.of(in.get(start + FAMILY) & 0xff) : Family.UNSPECIFIED;
		if (in.remaining() < size) {
			return null;
		}
		in.position(start + size);
		return (command == LOCAL) ? new ProxyHeader(2, null, null, List.of()) : read(in.slice(start, size), family);
	}

	private static ProxyHeader read(ByteBuffer header, Family family) throws RefusedException {
		if (header.limit() < FIXED + family.size()) {
			throw RefusedException.malformed("its length has no room for its addresses");
		}
		List<ProxyInfo.Extension> extensions = extensions(header, FIXED + family.size());
		if (!family.isInternet()) {
			return new ProxyHeader(2, null, null, extensions);
		}
		int ports = FIXED + 2 * family.addressSize;
		return new ProxyHeader(2, address(header, FIXED, family, ports),
				address(header, FIXED + family.addressSize, family, ports + Short.BYTES), extensions);
	}

	private static InetSocketAddress address(ByteBuffer header, int at, Family family, int port) {
		byte[] bytes = new byte[family.addressSize];
		header.get(at, bytes);
		return new InetSocketAddress(IpLiteral.of(bytes), Short.toUnsignedInt(header.getShort(port)));
	}

	/** Walks along the extensions, which have to fill what is left. */
	private static List<ProxyInfo.Extension> extensions(ByteBuffer header, int from) throws RefusedException {
		List<ProxyInfo.Extension> extensions = new ArrayList<>();
		int at = from;
		while (at < header.limit()) {
			int left = header.limit() - at - EXTENSION_HEAD;
			int length = (left >= 0) ? Short.toUnsignedInt(header.getShort(at + 1)) : 0;
			if (left < length) {
				throw RefusedException.malformed("an extension is longer than the header");
			}
			int type = header.get(at) & 0xff;
			if (type == CHECKSUM) {
				verify(header, at + EXTENSION_HEAD, length);
			}
			byte[] value = new byte[length];
			header.get(at + EXTENSION_HEAD, value);
			extensions.add(new ProxyInfo.Extension(type, ByteBuffer.wrap(value)));
			at += EXTENSION_HEAD + length;
		}
		return extensions;
	}

	/** The checksum is that of the header with zeros in its place. */
	private static void verify(ByteBuffer header, int at, int length) throws RefusedException {
		CRC32C sum = new CRC32C();
		if (length == Integer.BYTES) {
			sum.update(header.slice(0, at));
			sum.update(new byte[Integer.BYTES]);
			sum.update(header.slice(at + length, header.limit() - at - length));
		}
		if (length != Integer.BYTES || (int) sum.getValue() != header.getInt(at)) {
			throw RefusedException.malformed("its checksum is wrong");
		}
	}

}
