package dev.leat.reactor;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a proxy has told in its PROXY protocol header. The client's address is the
 * connection's {@link Connection#remoteAddress() remoteAddress}. Immutable.
 *
 * @param peer the proxy's own address, from which the socket comes
 * @param version of the header, 1 or 2
 * @param destination where the client had connected to, or {@code null} where the header
 * does not say
 * @param extensions what a header of version 2 has behind the addresses, in its order
 */
public record ProxyInfo(SocketAddress peer, int version, @Nullable InetSocketAddress destination,
		List<Extension> extensions) {

	/**
	 * Makes the lists immutable.
	 */
	public ProxyInfo {
		extensions = List.copyOf(extensions);
	}

	/**
	 * The value of the first extension of a type.
	 * @param type as the specification numbers them, 0 to 255
	 * @return a read-only buffer of its own, or {@code null} if there is none
	 */
	public @Nullable ByteBuffer extension(int type) {
		for (Extension extension : this.extensions) {
			if (extension.type() == type) {
				return extension.value();
			}
		}
		return null;
	}

	/**
	 * One type and its value. Nothing is known of the value, which may hold others.
	 *
	 * @param type as the specification numbers them, 0 to 255
	 * @param value the bytes, read-only
	 */
	public record Extension(int type, ByteBuffer value) {

		/**
		 * The bytes.
		 * @return a read-only buffer of its own for each call
		 */
		@Override
		public ByteBuffer value() {
			return this.value.asReadOnlyBuffer();
		}

	}

}
