package dev.leat.reactor;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.leat.reactor.ProxyHeaders.TCP4;
import static dev.leat.reactor.ProxyHeaders.TCP6;
import static dev.leat.reactor.ProxyHeaders.addresses;
import static dev.leat.reactor.ProxyHeaders.binary;
import static dev.leat.reactor.ProxyHeaders.binary4;
import static dev.leat.reactor.ProxyHeaders.extension;
import static dev.leat.reactor.ProxyHeaders.join;
import static dev.leat.reactor.ProxyHeaders.text;
import static dev.leat.reactor.ProxyHeaders.withChecksum;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Headers of the PROXY protocol.
 */
class ProxyHeaderTests {

	private static final int MAX = 2048;

	private static final byte[] PAYLOAD = text("\r\n\r\npayload \n");

	private static @Nullable ProxyHeader read(byte[] bytes) throws RefusedException {
		return ProxyHeader.read(ByteBuffer.wrap(bytes), MAX);
	}

	private static ProxyHeader whole(byte[] bytes) throws RefusedException {
		return Objects.requireNonNull(read(bytes));
	}

	private static Arguments header(String name, byte[] bytes, @Nullable String source, @Nullable String destination) {
		return arguments(name, bytes, source, destination);
	}

	static Stream<Arguments> headers() {
		return Stream.of(header("TCP4", text(TCP4), "192.0.2.1:4711", "203.0.113.9:443"),
				header("TCP6", text(TCP6), "[2001:db8:0:0:0:0:0:1]:4711", "[2001:db8:0:0:0:0:0:9]:443"),
				header("TCP6 of IPv4", text("PROXY TCP6 ::ffff:192.0.2.1 ::ffff:192.0.2.2 0 65535\r\n"), "192.0.2.1:0",
						"192.0.2.2:65535"),
				header("UNKNOWN", text("PROXY UNKNOWN\r\n"), null, null),
				header("UNKNOWN with addresses", text("PROXY UNKNOWN ffff:f::1 whatever it is 1 2\r\n"), null, null),
				header("longest line", text("PROXY UNKNOWN " + "x".repeat(91) + "\r\n"), null, null),
				header("version 2, IPv4", binary4(), "192.0.2.1:4711", "203.0.113.9:443"),
				header("version 2, IPv6", binary(0x21, 0x21, addresses("2001:db8::1", "2001:db8::9")),
						"[2001:db8:0:0:0:0:0:1]:4711", "[2001:db8:0:0:0:0:0:9]:443"),
				header("version 2, extensions", binary4(extension(1, text("h2")), extension(0xee, new byte[0])),
						"192.0.2.1:4711", "203.0.113.9:443"),
				header("version 2, checksum", withChecksum(extension(2, text("a.example"))), "192.0.2.1:4711",
						"203.0.113.9:443"),
				header("version 2, UNSPEC", binary(0x21, 0x00, extension(4, new byte[9])), null, null),
				header("version 2, UNIX", binary(0x21, 0x31, new byte[216], extension(1, text("x"))), null, null),
				header("version 2, LOCAL", binary(0x20, 0x00), null, null),
				header("version 2, LOCAL with addresses", binary(0x20, 0x11, addresses("192.0.2.1", "192.0.2.2")), null,
						null),
				header("version 2, LOCAL of whatever family", binary(0x20, 0xff, new byte[] { 1, 2, 3 }), null, null),
				header("version 2, largest", binary4(extension(4, new byte[MAX - 16 - 12 - 3])), "192.0.2.1:4711",
						"203.0.113.9:443"));
	}

	private static @Nullable String shown(@Nullable InetSocketAddress address) {
		return (address != null) ? address.toString().substring(1) : null;
	}

	@ParameterizedTest(name = "{0}")
	@DisplayName("FP4 a header names the client, or leaves the socket's own address")
	@MethodSource("headers")
	void read(String name, byte[] bytes, @Nullable String source, @Nullable String destination) throws Exception {
		ProxyHeader header = whole(bytes);
		assertThat(header.version()).isEqualTo((bytes[0] == 'P') ? 1 : 2);
		assertThat(shown(header.source())).isEqualTo(source);
		assertThat(shown(header.destination())).isEqualTo(destination);
	}

	@ParameterizedTest(name = "{0}")
	@DisplayName("FP2 no part of a header is a header, wherever it is cut, and none consumes anything")
	@MethodSource("headers")
	void prefixes(String name, byte[] bytes) throws Exception {
		for (int length = 0; length < bytes.length; length++) {
			ByteBuffer part = ByteBuffer.wrap(bytes, 0, length);
			assertThat(ProxyHeader.read(part, MAX)).as("%s bytes", length).isNull();
			assertThat(part.position()).isZero();
		}
	}

	@ParameterizedTest(name = "{0}")
	@DisplayName("FP3 what follows in the same segment is left to the byte")
	@MethodSource("headers")
	void fused(String name, byte[] bytes) throws Exception {
		ByteBuffer fused = ByteBuffer.wrap(join(text("...."), bytes, PAYLOAD)).position(4);
		assertThat(ProxyHeader.read(fused, MAX)).isEqualTo(whole(bytes));
		assertThat(fused).isEqualTo(ByteBuffer.wrap(PAYLOAD));
	}

	@ParameterizedTest
	@DisplayName("FP4 what does not begin like a header is none, and is left to the byte")
	@ValueSource(strings = { "x", "GET / HTTP/1.1\r\n", "proxy TCP4", "PROX\r\n", "PROXY\tTCP4", "\r\n\r\n\r\n",
			"\r\nQUIT", "\r\n\r\n\0\r\nQUIT\r", " PROXY TCP4 1.1.1.1 1.1.1.1 1 1\r\n" })
	void none(String text) throws Exception {
		ByteBuffer in = ByteBuffer.wrap(text(text));
		assertThat(ProxyHeader.read(in, MAX)).isSameAs(ProxyHeader.NONE);
		assertThat(in.position()).isZero();
	}

	@ParameterizedTest
	@DisplayName("FP2 FP4 a line that does not follow the specification is refused")
	@ValueSource(strings = { "PROXY \r\n", "PROXY TCP4\r\n", "PROXY UNKNOWN\n", "PROXY UNKNOWN\r \r\n",
			"PROXY unknown\r\n", "PROXY TCP5 192.0.2.1 203.0.113.9 1 2\r\n", "PROXY UDP4 192.0.2.1 203.0.113.9 1 2\r\n",
			"PROXY  TCP4 192.0.2.1 203.0.113.9 1 2\r\n", "PROXY TCP4  192.0.2.1 203.0.113.9 1 2\r\n",
			"PROXY TCP4 192.0.2.1 203.0.113.9 1 2 \r\n", "PROXY TCP4 192.0.2.1 203.0.113.9 1 2 3\r\n",
			"PROXY TCP4 192.0.2.1 203.0.113.9 1\r\n", "PROXY TCP4 192.0.2.01 203.0.113.9 1 2\r\n",
			"PROXY TCP4 192.0.2.1 203.0.113 1 2\r\n", "PROXY TCP4 192.0.2.1 203.0.113.9 01 2\r\n",
			"PROXY TCP4 192.0.2.1 203.0.113.9 1 65536\r\n", "PROXY TCP4 192.0.2.1 203.0.113.9 -1 2\r\n",
			"PROXY TCP4 192.0.2.1 203.0.113.9 1 +2\r\n", "PROXY TCP4 192.0.2.1 203.0.113.9 1 \r\n",
			"PROXY TCP4 2001:db8::1 2001:db8::2 1 2\r\n", "PROXY TCP6 192.0.2.1 203.0.113.9 1 2\r\n",
			"PROXY TCP6 2001:db8::1%eth0 2001:db8::2 1 2\r\n", "PROXY TCP4 localhost 203.0.113.9 1 2\r\n",
			"PROXY TCP4 192.0.2.1 203.0.113.9\t1 2\r\n", "PROXY TCP4 192.0.2.1 203.0.113.9 1 2\n\r\n" })
	void malformedLines(String line) {
		assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> read(text(line)))
			.extracting(RefusedException::refusal)
			.isEqualTo(Refusal.PROXY_MALFORMED);
	}

	static Stream<Arguments> malformedBinaries() {
		byte[] checksum = withChecksum();
		checksum[20]++;
		return Stream.of(arguments("version 1", binary(0x11, 0x11, addresses("1.1.1.1", "2.2.2.2"))),
				arguments("version 3", binary(0x31, 0x11, addresses("1.1.1.1", "2.2.2.2"))),
				arguments("unknown command", binary(0x22, 0x11, addresses("1.1.1.1", "2.2.2.2"))),
				arguments("unknown family", binary(0x21, 0x41, new byte[12])),
				arguments("unknown protocol", binary(0x21, 0x13, new byte[12])),
				arguments("no protocol", binary(0x21, 0x10, new byte[12])),
				arguments("UDP", binary(0x21, 0x12, new byte[12])),
				arguments("no room for IPv4", binary(0x21, 0x11, new byte[11])),
				arguments("no room for IPv6", binary(0x21, 0x21, new byte[35])),
				arguments("no room for UNIX", binary(0x21, 0x31, new byte[215])),
				arguments("extension past the header", binary4(new byte[] { 4, 0, 2, 9 })),
				arguments("extension of 65,535 bytes", binary4(new byte[] { 4, -1, -1 })),
				arguments("extension cut in its type", binary4(new byte[] { 4 })),
				arguments("extension cut in its length", binary4(extension(4, new byte[2]), new byte[] { 4, 0 })),
				arguments("wrong checksum", checksum),
				arguments("checksum of two bytes", binary4(extension(3, new byte[2]))));
	}

	@ParameterizedTest(name = "{0}")
	@DisplayName("FP3 FP4 a binary header that does not follow the specification is refused")
	@MethodSource("malformedBinaries")
	void malformed(String name, byte[] bytes) {
		assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> read(bytes))
			.extracting(RefusedException::refusal)
			.isEqualTo(Refusal.PROXY_MALFORMED);
	}

	@Test
	@DisplayName("FP2 a line without end is refused at 107 bytes")
	void endlessLine() throws Exception {
		byte[] line = text("PROXY UNKNOWN " + "x".repeat(200));
		assertThat(read(Arrays.copyOf(line, 106))).isNull();
		assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> read(Arrays.copyOf(line, 107)))
			.extracting(RefusedException::refusal)
			.isEqualTo(Refusal.PROXY_TOO_LONG);
		assertThatExceptionOfType(RefusedException.class)
			.isThrownBy(() -> read(text("PROXY UNKNOWN " + "x".repeat(92) + "\r\n")));
	}

	@Test
	@DisplayName("FP3 a header over the cap is refused as soon as it says its length")
	void tooLong() {
		byte[] header = binary4(extension(4, new byte[MAX - 16 - 12 - 3 + 1]));
		assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> read(Arrays.copyOf(header, 16)))
			.satisfies((refused) -> assertThat(refused.refusal()).isEqualTo(Refusal.PROXY_TOO_LONG))
			.withMessage("it has 2049 bytes or more, it may have 2048");
		assertThatExceptionOfType(RefusedException.class)
			.isThrownBy(() -> ProxyHeader.read(ByteBuffer.wrap(text(TCP4)), 40));
	}

	@Test
	@DisplayName("FP3 an extension that holds others, however deep, is kept as bytes")
	void nested() throws Exception {
		byte[] nested = new byte[0];
		for (int depth = 0; depth < 600; depth++) {
			nested = extension(0x20, nested);
		}
		ProxyHeader header = whole(binary4(nested));
		assertThat(header.extensions()).singleElement()
			.satisfies((extension) -> assertThat(extension.value().remaining()).isEqualTo(599 * 3));
	}

	@Test
	@DisplayName("extensions are found by type, the first of them, and cannot be changed")
	void extensions() throws Exception {
		ProxyHeader header = whole(
				binary4(extension(2, text("one")), extension(0xff, text("")), extension(2, text("two"))));
		ProxyInfo info = new ProxyInfo(new InetSocketAddress(1), 2, null, header.extensions());
		for (int i = 0; i < 2; i++) {
			ByteBuffer value = Objects.requireNonNull(info.extension(2));
			assertThat(Bytes.take(value)).isEqualTo("one");
			assertThat(value.isReadOnly()).isTrue();
		}
		assertThat(Objects.requireNonNull(info.extension(255)).hasRemaining()).isFalse();
		assertThat(info.extension(3)).isNull();
		assertThat(info.extensions()).extracting(ProxyInfo.Extension::type).isEqualTo(List.of(2, 255, 2));
	}

}
