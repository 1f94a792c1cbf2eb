package dev.leat.reactor;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Servers in a network of their own, whose settings a test may change. Needs root.
 */
@Tag("slow")
class LoneNetworkTests {

	@BeforeEach
	void needsNamespaces() throws Exception {
		Installed.program("ip");
		Installed.works("unshare", "-n", "true");
	}

	/** Settings are paths below /proc/sys/net, with their values. */
	private static String tell(String what, List<String> options, String... settings) throws Exception {
		StringBuilder script = new StringBuilder("ip link set lo up");
		for (int i = 0; i < settings.length; i += 2) {
			script.append(" && echo ").append(settings[i + 1]).append(" > /proc/sys/net/").append(settings[i]);
		}
		List<String> wrapper = new ArrayList<>(
				List.of("unshare", "-n", "sh", "-c", script.append(" && exec \"$@\"").toString(), "sh"));
		try (ChildServer child = ChildServer.start(wrapper, options, LoneServer.class, what)) {
			return child.ask();
		}
	}

	@Test
	@DisplayName("FA6 of 100 clients that come to a queue of 32 while the loop is held all are served when it goes on")
	void queueOverflows() throws Exception {
		assertThat(tell(LoneServer.BACKLOG, List.of(), "core/somaxconn", "32")).isEqualTo("100 0 true");
	}

	@Test
	@DisplayName("FA6 where the system resets who finds the queue full each client is served or reset, and the next is served")
	void queueRefuses() throws Exception {
		String[] told = tell(LoneServer.BACKLOG, List.of(), "core/somaxconn", "32", "ipv4/tcp_abort_on_overflow", "1")
			.split(" ");
		assertThat(Integer.parseInt(told[0]) + Integer.parseInt(told[1])).isEqualTo(100);
		assertThat(Integer.parseInt(told[0])).isGreaterThan(32);
		assertThat(told[2]).isEqualTo("true");
	}

	@Test
	@DisplayName("FA9 on a server for every address an IPv4 client is an IPv4 client, and each family has its own limit")
	void bothFamilies() throws Exception {
		assertThat(tell(LoneServer.ADDRESSES, List.of())).isEqualTo("127.0.0.1,refused 0:0:0:0:0:0:0:1,refused");
	}

	@Test
	@DisplayName("FA9 where the system has no IPv6, or Java is told not to use it, IPv4 clients are served the same")
	void noIpv6() throws Exception {
		String expected = "127.0.0.1,refused unreachable";
		assertThat(tell(LoneServer.ADDRESSES, List.of(), "ipv6/conf/all/disable_ipv6", "1")).isEqualTo(expected);
		assertThat(tell(LoneServer.ADDRESSES, List.of("-Djava.net.preferIPv4Stack=true"))).isEqualTo(expected);
	}

}
