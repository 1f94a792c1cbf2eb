package dev.leat.reactor;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.IThrowableProxy;
import dev.leat.sim.SimPeer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What comes from clients does not write lines of its own into the log.
 */
class LogInjectionTests {

	private static final String FORGED = "\r\n2026-01-01 ERROR Server 'bank' was broken into\u001b[2J";

	private static final String HARMLESS = "\\u000d\\u000a2026-01-01 ERROR Server 'bank' was broken into\\u001b[2J";

	@ParameterizedTest
	@ValueSource(strings = { "\n", "\r", "\u0000", "\u001b", "\u007f", "\u0085", "\u2028", "\u2029", "\u202e" })
	@DisplayName("FE19 a control character, a line end of any kind, or a turn of direction is spelled out")
	void spelledOut(String character) {
		assertThat(OneLine.of("a" + character + "b")).isEqualTo(String.format("a\\u%04xb", (int) character.charAt(0)));
	}

	@Test
	@DisplayName("FE19 what is a line already stays as it is, in any language, unless it is long")
	void plain() {
		String text = "Gerät 7 ü 温度";
		assertThat(OneLine.of(text)).isSameAs(text);
		assertThat(OneLine.of("x".repeat(1_000_000))).isEqualTo("x".repeat(200) + "...");
	}

	@Test
	@DisplayName("FE19 a label that came from a client is one line wherever a connection is named")
	void label() {
		try (Stepped stepped = Stepped.of(Servers.ECHO)) {
			stepped.connect();
			stepped.connection().label("device" + FORGED);
			assertThat(stepped.connection().toString()).contains("(device" + HARMLESS + ")").hasLineCount(1);
		}
	}

	@Test
	@DisplayName("FE19 a failure that quotes what a client sent is told in one line, with its causes and where it was")
	void failure() {
		try (Logs logs = Logs.of(LeatServer.class, Level.WARN); Stepped stepped = Stepped.of((connection, data) -> {
			throw new IllegalStateException("bad order" + FORGED, new NumberFormatException(Bytes.take(data)));
		})) {
			SimPeer peer = stepped.connect().send("7" + FORGED);
			stepped.step();
			assertThat(peer.gotFin()).isTrue();
			IThrowableProxy told = logs.throwables().get(0);
			assertThat(told.getMessage()).isEqualTo("java.lang.IllegalStateException: bad order" + HARMLESS);
			assertThat(told.getStackTraceElementProxyArray()[0].getSTEAsString()).contains("LogInjectionTests");
			assertThat(told.getCause().getMessage()).isEqualTo("java.lang.NumberFormatException: 7" + HARMLESS);
		}
	}

	@Test
	@DisplayName("FE19 a failure that quotes nothing odd is logged itself")
	void plainFailure() {
		IllegalStateException failure = new IllegalStateException("plain", new IllegalStateException());
		assertThat(OneLine.of(failure)).isSameAs(failure);
	}

}
