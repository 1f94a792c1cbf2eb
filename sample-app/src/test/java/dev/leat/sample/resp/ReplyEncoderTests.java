package dev.leat.sample.resp;

import java.nio.charset.StandardCharsets;
import java.util.List;

import dev.leat.codec.FrameBuffer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ReplyEncoder}.
 */
class ReplyEncoderTests {

	@Test
	void status() {
		assertThat(encode(Reply.OK)).isEqualTo("+OK\r\n");
	}

	@Test
	void failureIsOneLineWhateverItQuotes() {
		assertThat(encode(new Reply.Failure("ERR a\r\n+OK\u00ff"))).isEqualTo("-ERR a  +OK\u00ff\r\n");
	}

	@Test
	void number() {
		assertThat(encode(new Reply.Number(-7))).isEqualTo(":-7\r\n");
		assertThat(encode(Reply.number(true))).isEqualTo(":1\r\n");
		assertThat(encode(Reply.number(false))).isEqualTo(":0\r\n");
	}

	@Test
	void bulkKeepsEveryByte() {
		assertThat(encode(Reply.bulk("a\r\n\u0000\u00ff"))).isEqualTo("$5\r\na\r\n\u0000\u00ff\r\n");
		assertThat(encode(Reply.bulk(""))).isEqualTo("$0\r\n\r\n");
		assertThat(encode(Reply.NONE)).isEqualTo("$-1\r\n");
	}

	@Test
	void listIsItsLengthOnly() {
		assertThat(encode(new Reply.Items(List.of(Reply.OK, Reply.NONE)))).isEqualTo("*2\r\n");
	}

	private static String encode(Reply reply) {
		FrameBuffer out = new FrameBuffer();
		new ReplyEncoder().encode(reply, out);
		return new String(out.toByteArray(), StandardCharsets.ISO_8859_1);
	}

}
