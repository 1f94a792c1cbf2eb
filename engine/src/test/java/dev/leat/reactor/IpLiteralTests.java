package dev.leat.reactor;

import java.net.Inet4Address;
import java.net.InetAddress;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Addresses as text: what the standard forms mean, and nothing else is one.
 */
class IpLiteralTests {

	@ParameterizedTest
	@DisplayName("FP4 an address is read in each of its standard forms")
	@CsvSource({ "0.0.0.0,0.0.0.0", "192.0.2.1,192.0.2.1", "255.255.255.255,255.255.255.255", "::,0:0:0:0:0:0:0:0",
			"::1,0:0:0:0:0:0:0:1", "1::,1:0:0:0:0:0:0:0", "2001:db8::5,2001:db8:0:0:0:0:0:5",
			"2001:DB8::5,2001:db8:0:0:0:0:0:5", "1:2:3:4:5:6:7:8,1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7::,1:2:3:4:5:6:7:0",
			"::2:3:4:5:6:7:8,0:2:3:4:5:6:7:8", "64:ff9b::192.0.2.1,64:ff9b:0:0:0:0:c000:201",
			"1:2:3:4:5:6:192.0.2.1,1:2:3:4:5:6:c000:201", "00ab::,ab:0:0:0:0:0:0:0" })
	void read(String text, String address) {
		InetAddress read = IpLiteral.parse(text);
		assertThat(read).isNotNull();
		assertThat(read.getHostAddress()).isEqualTo(address);
	}

	@Test
	@DisplayName("FA9 an IPv4 address that is written as IPv6 is the IPv4 address")
	void mapped() {
		assertThat(IpLiteral.parse("::ffff:192.0.2.1")).isInstanceOf(Inet4Address.class)
			.isEqualTo(IpLiteral.parse("192.0.2.1"))
			.isEqualTo(IpLiteral.parse("::FFFF:c000:201"));
	}

	@ParameterizedTest
	@DisplayName("FP4 a name, a short form, a zone, a leading zero and other alphabets are no address")
	@ValueSource(strings = { "", " ", "localhost", "1", "1.2.3", "1.2.3.4.5", "1.2.3.256", "1.2.3.04", "1.2.3.00",
			"1.2..4", "1.2.3.", ".1.2.3", "1.2.3.4 ", "+1.2.3.4", "-1.2.3.4", "0x1.2.3.4", "1.2.3.99999999999",
			"1.2.3.٤", ":", ":::", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7:8::", "::1:2:3:4:5:6:7:8",
			"1::2::3", "1:::2", ":1::", "1::2:", "12345::", "g::", "::1%eth0", "[::1]", "::1.2.3", "1.2.3.4::",
			"::1.2.3.4:5", "1.2.3.4:80", "::٤", "::ffff:1.2.3.04" })
	void refused(String text) {
		assertThat(IpLiteral.parse(text)).isNull();
	}

}
