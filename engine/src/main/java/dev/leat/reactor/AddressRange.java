package dev.leat.reactor;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The addresses that have their first bits in common, written like {@code 10.0.0.0/8}; or
 * a single address. IPv4 addresses that are written as IPv6 are IPv4 addresses.
 */
final class AddressRange {

	private static final int MAPPED_BITS = 96;

	private final byte[] first;

	private final int bits;

	private AddressRange(byte[] first, int bits) {
		this.first = first;
		this.bits = bits;
	}

	/**
	 * Reads a list.
	 * @param setting where it stands
	 * @throws IllegalArgumentException for an entry that is none; the message begins with
	 * the setting
	 */
	static List<AddressRange> parseAll(String setting, List<String> texts) {
		List<AddressRange> ranges = new ArrayList<>();
		for (String text : texts) {
			ranges.add(parse(setting, text.strip()));
		}
		return ranges;
	}

	static boolean anyContains(List<AddressRange> ranges, InetAddress address) {
		for (AddressRange range : ranges) {
			if (range.contains(address)) {
				return true;
			}
		}
		return false;
	}

	private static AddressRange parse(String setting, String text) {
		int slash = text.indexOf('/');
		String written = (slash < 0) ? text : text.substring(0, slash);
		InetAddress address = IpLiteral.parse(written);
		if (address == null) {
			throw malformed(setting, text, "a range of addresses like 10.0.0.0/8 or 2001:db8::/32");
		}
		byte[] first = address.getAddress();
		int mapped = (first.length == 4 && written.indexOf(':') >= 0) ? MAPPED_BITS : 0;
		int longest = 8 * first.length + mapped;
		int bits = (slash < 0) ? longest : IpLiteral.decimal(text.substring(slash + 1), longest);
		if (bits < mapped) {
			throw malformed(setting, text, "an address with a prefix of " + mapped + " to " + longest + " bits");
		}
		return checked(setting, text, new AddressRange(first, bits - mapped));
	}

	/** Bits behind the prefix say that something else was meant. */
	private static AddressRange checked(String setting, String text, AddressRange range) {
		byte[] first = range.first.clone();
		for (int bit = range.bits; bit < 8 * first.length; bit++) {
			first[bit / 8] &= (byte) ~(0x80 >> (bit % 8));
		}
		if (!Arrays.equals(first, range.first)) {
			throw malformed(setting, text, IpLiteral.of(first).getHostAddress() + "/" + range.bits + " or longer");
		}
		return range;
	}

	private static IllegalArgumentException malformed(String setting, String text, String wanted) {
		return new IllegalArgumentException(setting + " has '" + text + "', it must be " + wanted);
	}

	boolean contains(InetAddress address) {
		byte[] bytes = address.getAddress();
		return bytes.length == this.first.length && startsAlike(bytes);
	}

	private boolean startsAlike(byte[] bytes) {
		int whole = this.bits / 8;
		if (!Arrays.equals(bytes, 0, whole, this.first, 0, whole)) {
			return false;
		}
		int rest = this.bits % 8;
		return rest == 0 || ((bytes[whole] ^ this.first[whole]) & 0xff) >> (8 - rest) == 0;
	}

}
