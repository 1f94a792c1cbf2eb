package dev.leat.reactor;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The header that a proxy sends ahead of a client's bytes, of version 1 or 2 of the PROXY
 * protocol. It is read from all bytes that have come so far:
 *
 * <pre>
 *  bytes so far                          then
 *  ────────────────────────────────────  ─────────────────────────────────────────────────
 *  none, or the beginning of a signature  wait for more
 *  "PROXY " …                             version 1: wait for CR LF, 107 bytes at most
 *  the twelve bytes of version 2 …        version 2: wait for the length, then for so many
 *  anything else                          no header; nothing is consumed
 * </pre>
 *
 * What does not follow the specification to the letter is refused. No byte behind the
 * header is consumed, and nothing is allocated but for bytes that have come.
 *
 * @param version 1 or 2, or 0 for no header
 * @param source the client's address, or {@code null} where the socket's own counts
 * @param destination where the client had connected to, or {@code null} likewise
 * @param extensions what follows the addresses in version 2
 */
record ProxyHeader(int version, @Nullable InetSocketAddress source, @Nullable InetSocketAddress destination,
		List<ProxyInfo.Extension> extensions) {

	/** There is none. */
	static final ProxyHeader NONE = new ProxyHeader(0, null, null, List.of());

	private static final byte[] TEXT = "PROXY ".getBytes(StandardCharsets.US_ASCII);

	private static final byte[] BINARY = "\r\n\r\n\0\r\nQUIT\n".getBytes(StandardCharsets.US_ASCII);

	/**
	 * Reads a header.
	 * @param in all bytes that have come; on return behind the header
	 * @param max bytes that a header may have
	 * @return nothing while it is not complete, {@link #NONE} if there is none
	 * @throws RefusedException if it is malformed or too long
	 */
	static @Nullable ProxyHeader read(ByteBuffer in, int max) throws RefusedException {
		boolean text = startsLike(in, TEXT);
		if (!text && !startsLike(in, BINARY)) {
			return NONE;
		}
		if (in.remaining() < (text ? TEXT.length : BINARY.length)) {
			return null;
		}
		return text ? ProxyTextHeader.read(in, max) : ProxyBinaryHeader.read(in, max);
	}

	/** Whether the bytes that have come are those of the signature. */
	private static boolean startsLike(ByteBuffer in, byte[] signature) {
		int count = Math.min(in.remaining(), signature.length);
		return in.slice(in.position(), count).equals(ByteBuffer.wrap(signature, 0, count));
	}

}
