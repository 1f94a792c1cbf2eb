package dev.leat.reactor;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.util.List;
import java.util.Objects;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Servers on each kind of address that the loopback of this machine has.
 */
class BindAddressTests {

	private static List<InetAddress> loopback() throws Exception {
		NetworkInterface loopback = Objects
			.requireNonNull(NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress()));
		return loopback.inetAddresses().toList();
	}

	private static void serves(int port, InetAddress address) throws Exception {
		try (Socket client = new Socket(address, port)) {
			client.setSoTimeout(30_000);
			client.getOutputStream().write('x');
			assertThat(client.getInputStream().read()).as("answered over %s", address).isEqualTo('x');
		}
	}

	@Test
	@DisplayName("FA9 A15 A1 a server on one address, IPv4 or IPv6, serves there and says so")
	void one() throws Exception {
		for (InetAddress address : loopback()) {
			try (Servers.Running server = Servers.start((config) -> config.address(address), Servers.ECHO)) {
				InetSocketAddress bound = Objects.requireNonNull(server.server().localAddress());
				assertThat(bound.getAddress()).isEqualTo(address);
				serves(bound.getPort(), address);
			}
		}
	}

	@Test
	@DisplayName("FA9 A15 a server on the wildcard address serves on every address, IPv4 and IPv6")
	void wildcard() throws Exception {
		InetAddress any = new InetSocketAddress(0).getAddress();
		try (Servers.Running server = Servers.start((config) -> config.address(any), Servers.ECHO)) {
			InetSocketAddress bound = Objects.requireNonNull(server.server().localAddress());
			for (InetAddress address : loopback()) {
				serves(bound.getPort(), address);
			}
		}
	}

}
