package dev.leat.sample.resp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Tests for {@link RespDecoder}.
 */
class RespDecoderTests {

	private static final String MIXED = "*2\r\n$3\r\nGET\r\n$4\r\na\r\nb\r\nPING\r\n*0\r\n\r\nset a \"b c\"\n*-1\r\n*1\r\n$0\r\n\r\n";

	private static final List<String> REQUESTS = List.of("GET|a\r\nb", "PING", "set|a|b c", "");

	private final RespDecoder decoder = new RespDecoder();

	private byte[] left = {};

	@Test
	void arraysAndLinesMayFollowEachOther() {
		assertThat(receive(MIXED)).isEqualTo(REQUESTS);
		assertThat(this.left).isEmpty();
	}

	@Test
	void splitAtEveryByte() {
		for (int i = 0; i <= MIXED.length(); i++) {
			List<String> requests = receive(MIXED.substring(0, i));
			requests.addAll(receive(MIXED.substring(i)));
			assertThat(requests).as("split at " + i).isEqualTo(REQUESTS);
		}
	}

	@Test
	void byteByByte() {
		List<String> requests = new ArrayList<>();
		MIXED.chars().forEach((c) -> requests.addAll(receive(Character.toString(c))));
		assertThat(requests).isEqualTo(REQUESTS);
	}

	@Test
	void wordsAreTakenAsTheyArrive() {
		assertThat(receive("*3\r\n$3\r\nSET\r\n$1\r\na\r\n$5\r\n12")).isEmpty();
		assertThat(this.left).hasSize(2);
		assertThat(receive("345\r\n")).containsExactly("SET|a|12345");
	}

	static Stream<Arguments> malformed() {
		String array = "invalid multibulk length";
		String word = "invalid bulk length";
		return Stream.of(arguments("*x\r\n", array), arguments("*\r\n", array), arguments("*+1\r\n", array),
				arguments("*1\nPING\r\n", array), arguments("*32769\r\n", array),
				arguments("*99999999999999999999\r\n", array), arguments("*1\r\n$\r\n", word),
				arguments("*1\r\n$-1\r\n", word), arguments("*1\r\n$x\r\n", word), arguments("*1\r\n$524289\r\n", word),
				arguments("*1\r\n$4294967297\r\n", word), arguments("*1\r\n:1\r\n", "expected '$', got ':'"),
				arguments("*1\r\n\u00ff\r\n", "expected '$', got '\u00ff'"),
				arguments("*2\r\n$1\r\na\r\nb\r\n", "expected '$', got 'b'"),
				arguments("set a \"x\r\n", "unbalanced quotes in request"));
	}

	@ParameterizedTest
	@MethodSource("malformed")
	void malformedRequestsAreNamedAsRedisNamesThem(String request, String problem) {
		assertThat(receive(request)).containsExactly("Malformed " + problem);
		assertThat(this.left).isEmpty();
	}

	@Test
	void whatCameBeforeAMalformedRequestIsStillARequest() {
		assertThat(receive("PING\r\n*1\r\n!\r\nPING\r\n")).containsExactly("PING", "Malformed expected '$', got '!'");
	}

	@Test
	void linesThatNeverEndAreRefused() {
		assertThat(receive("*" + "1".repeat(RespDecoder.MAX_LINE - 1))).isEmpty();
		assertThat(receive("1")).containsExactly("Malformed too big mbulk count string");
		assertThat(new RespDecoderTests().receive("*1\r\n$" + "1".repeat(RespDecoder.MAX_LINE)))
			.containsExactly("Malformed too big bulk count string");
		assertThat(new RespDecoderTests().receive("x".repeat(RespDecoder.MAX_LINE + 1)))
			.containsExactly("Malformed too big inline request");
	}

	@Test
	void lineThatIsTooLongIsRefusedAlsoWhenItArrivesWhole() {
		assertThat(receive("x".repeat(RespDecoder.MAX_LINE) + "\n")).hasSize(1)
			.first()
			.asString()
			.doesNotStartWith("Malformed");
		assertThat(receive("x".repeat(RespDecoder.MAX_LINE + 1) + "\n"))
			.containsExactly("Malformed too big inline request");
	}

	@Test
	void wordsOfOneRequestAreBoundedTogether() {
		String half = "$" + RespDecoder.MAX_WORD + "\r\n" + "x".repeat(RespDecoder.MAX_WORD) + "\r\n";
		assertThat(receive("*3\r\n" + half)).isEmpty();
		assertThat(receive(half)).containsExactly("Malformed invalid bulk length");
	}

	@Test
	void largestRequestOfOneWordIsTaken() {
		assertThat(receive("*1\r\n$" + RespDecoder.MAX_WORD + "\r\n" + "x".repeat(RespDecoder.MAX_WORD) + "\r\n"))
			.singleElement()
			.asString()
			.hasSize(RespDecoder.MAX_WORD);
	}

	/** Decodes as a connection does, and keeps what the decoder leaves. */
	private List<String> receive(String text) {
		byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
		byte[] all = Arrays.copyOf(this.left, this.left.length + bytes.length);
		System.arraycopy(bytes, 0, all, this.left.length, bytes.length);
		ByteBuffer in = ByteBuffer.wrap(all).asReadOnlyBuffer();
		List<String> requests = new ArrayList<>();
		int before = -1;
		while (in.hasRemaining() && before != in.remaining()) {
			before = in.remaining();
			Request request = this.decoder.decode(in);
			if (request != null) {
				requests.add(show(request));
			}
		}
		this.left = Arrays.copyOfRange(all, in.position(), all.length);
		return requests;
	}

	private static String show(Request request) {
		if (request instanceof Request.Call call) {
			return String.join("|",
					call.words().stream().map((word) -> new String(word, StandardCharsets.ISO_8859_1)).toList());
		}
		return "Malformed " + ((Request.Malformed) request).problem();
	}

}
