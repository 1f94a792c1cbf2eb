package dev.leat.sample.gateway;

import java.security.cert.X509Certificate;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

import dev.leat.autoconfigure.LeatServers;
import dev.leat.reactor.CloseReason;
import dev.leat.reactor.Connection;
import dev.leat.reactor.ConnectionIndex;
import dev.leat.reactor.TlsInfo;

import org.springframework.stereotype.Component;

/**
 * Knows the devices that are connected, by the name in their certificate, and sends
 * commands to them. Any thread.
 */
@Component
class Devices {

	private final ConnectionIndex<String> connected = new ConnectionIndex<>();

	private final LeatServers servers;

	Devices(LeatServers servers) {
		this.servers = servers;
	}

	/**
	 * Enters a device. One of that name that is there already makes room: after a network
	 * has failed, a device is back before its old connection is found to be dead.
	 */
	void enter(Connection connection) throws InvalidNameException {
		String name = nameIn(connection);
		connection.attach(name);
		connection.label(name);
		Connection before = this.connected.put(name, connection);
		if (before != null) {
			before.close(CloseReason.REPLACED);
		}
	}

	/** The name of a device that was entered. */
	String name(Connection connection) {
		return Objects.requireNonNull(connection.<String>attachment());
	}

	/** The names of those that are connected now. */
	SortedSet<String> names() {
		SortedSet<String> names = new TreeSet<>();
		this.connected.forEach((name, connection) -> names.add(name));
		return names;
	}

	/**
	 * Sends a command to one device.
	 * @return completes when the operating system has taken it, and fails if the
	 * connection ends before that
	 * @throws UnknownDeviceException if no device of that name is connected
	 */
	CompletableFuture<Long> send(String name, Command command) {
		Connection connection = this.connected.get(name);
		if (connection == null) {
			throw new UnknownDeviceException(name);
		}
		return connection.writeAsync(command.bytes());
	}

	/** Sends a command to all devices, from one copy of it. */
	void sendToAll(Command command) {
		this.servers.get("gateway").connections().write(command.bytes());
	}

	private static String nameIn(Connection connection) throws InvalidNameException {
		TlsInfo tls = Objects.requireNonNull(connection.tls(), "a device speaks TLS");
		X509Certificate certificate = tls.peerCertificates().get(0);
		for (Rdn part : new LdapName(certificate.getSubjectX500Principal().getName()).getRdns()) {
			if (part.getType().equalsIgnoreCase("CN")) {
				return part.getValue().toString();
			}
		}
		throw new InvalidNameException("No common name in " + certificate.getSubjectX500Principal());
	}

}
