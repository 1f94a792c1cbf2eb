package dev.leat.reactor;

import java.net.InetAddress;
import java.util.List;
import java.util.Objects;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Ranges of addresses.
 */
class AddressRangeTests {

	private static InetAddress address(String text) {
		return Objects.requireNonNull(IpLiteral.parse(text), text);
	}

	private static boolean contains(String range, String address) {
		return AddressRange.anyContains(AddressRange.parseAll("allow", List.of(range)), address(address));
	}

	@ParameterizedTest
	@DisplayName("FA9 a range contains what starts alike, however an IPv4 address is written")
	@CsvSource({ "10.0.0.0/8,10.255.255.255", "10.0.0.0/8,::ffff:10.1.2.3", "192.0.2.1,192.0.2.1",
			"192.0.2.1/32,192.0.2.1", "192.0.2.0/25,192.0.2.127", "192.0.2.128/25,192.0.2.128", "0.0.0.0/0,203.0.113.9",
			"::ffff:10.0.0.0/104,10.200.0.1", "::ffff:0:0/96,203.0.113.9", "::ffff:10.0.0.1,10.0.0.1",
			"2001:db8::/32,2001:db8:ffff::1", "2001:db8::/127,2001:db8::1", "::/0,2001:db8::1", "::1,::1" })
	void contained(String range, String address) {
		assertThat(contains(range, address)).isTrue();
	}

	@ParameterizedTest
	@DisplayName("a range does not contain what starts otherwise, nor addresses of the other kind")
	@CsvSource({ "10.0.0.0/8,11.0.0.0", "192.0.2.0/25,192.0.2.128", "192.0.2.1,192.0.2.2", "2001:db8::/32,2001:db9::1",
			"2001:db8::/127,2001:db8::2", "::/0,192.0.2.1", "0.0.0.0/0,2001:db8::1", "::ffff:10.0.0.0/104,11.0.0.1" })
	void notContained(String range, String address) {
		assertThat(contains(range, address)).isFalse();
	}

	@Test
	@DisplayName("a list contains what one of its ranges does, and an empty one nothing")
	void lists() {
		List<AddressRange> ranges = AddressRange.parseAll("deny", List.of("10.0.0.0/8", " 192.0.2.7 "));
		assertThat(AddressRange.anyContains(ranges, address("192.0.2.7"))).isTrue();
		assertThat(AddressRange.anyContains(ranges, address("192.0.2.8"))).isFalse();
		assertThat(AddressRange.anyContains(List.of(), address("192.0.2.8"))).isFalse();
	}

	@ParameterizedTest
	@DisplayName("an entry that is no range is refused, with its setting and what it may be")
	@CsvSource({ "example.com,a range of addresses like 10.0.0.0/8 or 2001:db8::/32",
			"'',a range of addresses like 10.0.0.0/8 or 2001:db8::/32",
			"10.0.0/8,a range of addresses like 10.0.0.0/8 or 2001:db8::/32",
			"10.0.0.0/33,an address with a prefix of 0 to 32 bits",
			"10.0.0.0/,an address with a prefix of 0 to 32 bits",
			"10.0.0.0/-1,an address with a prefix of 0 to 32 bits",
			"10.0.0.0/08,an address with a prefix of 0 to 32 bits", "::/129,an address with a prefix of 0 to 128 bits",
			"::ffff:10.0.0.0/8,an address with a prefix of 96 to 128 bits", "10.1.2.3/8,10.0.0.0/8 or longer",
			"2001:db8::1/32,2001:db8:0:0:0:0:0:0/32 or longer" })
	void malformed(String text, String wanted) {
		assertThatIllegalArgumentException().isThrownBy(() -> AddressRange.parseAll("deny", List.of("::1", text)))
			.withMessage("deny has '" + text + "', it must be " + wanted);
	}

}
