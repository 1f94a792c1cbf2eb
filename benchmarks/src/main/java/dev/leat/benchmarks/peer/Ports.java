package dev.leat.benchmarks.peer;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

import org.jspecify.annotations.Nullable;

/**
 * Where peers listen.
 */
final class Ports {

	private Ports() {
	}

	/** Any free port of the loopback. */
	static InetSocketAddress any() {
		return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
	}

	/** The port of an address that is bound. */
	static int of(@Nullable SocketAddress bound) {
		if (bound instanceof InetSocketAddress address) {
			return address.getPort();
		}
		throw new IllegalStateException("Not bound to a port: " + bound);
	}

}
