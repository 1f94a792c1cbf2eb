package dev.leat.reactor;

import java.io.IOException;
import java.util.List;

import dev.leat.reactor.CrowdedServer.Figures;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A real server whose system calls to accept fail, by {@code strace}.
 */
@Tag("slow")
class InjectedAcceptErrorTests {

	/** More than enough for a loop that does not wait to use up at once. */
	private static final int FAILURES = 6;

	@BeforeEach
	void needsStrace() throws Exception {
		Installed.works("strace", "-f", "--seccomp-bpf", "-o", "/dev/null", "-e", "trace=accept", "true");
	}

	private static ChildServer start(String error, String when) throws IOException {
		return ChildServer.start(List.of("strace", "-f", "--seccomp-bpf", "-o", "/dev/null", "-e",
				"trace=accept,accept4", "-e", "inject=accept,accept4:error=" + error + ":when=" + when), List.of(),
				CrowdedServer.class, "");
	}

	/** A client may be told that there was no descriptor for it. */
	private static boolean serves(ChildServer child) throws IOException {
		try (Client client = Client.to(child.port(), 0)) {
			return client.echo("served").equals("served");
		}
		catch (IOException ex) {
			return false;
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "EMFILE", "ENFILE", "ENOBUFS", "ENOMEM" })
	@DisplayName("FA1 FA2 when the system has nothing left, accepting waits, does not spin, and comes back by itself")
	void comesBack(String error) throws Exception {
		try (ChildServer child = start(error, "10.." + (9 + FAILURES)); Client early = Client.to(child.port(), 0)) {
			assertThat(early.echo("early")).isEqualTo("early");
			long begun = System.nanoTime();
			Until.holds(() -> !serves(child) | Figures.parse(child.ask()).errors() > 0);
			assertThat(early.echo("still here")).isEqualTo("still here");
			Until.holds(() -> serves(child) && Figures.parse(child.ask()).accepting());
			Figures figures = Figures.parse(child.ask());
			long seconds = (System.nanoTime() - begun) / 1_000_000_000L;
			assertThat(figures.errors()).isBetween(1L, (long) FAILURES);
			assertThat(figures.lines()).as("lines logged in %s s", seconds).isLessThanOrEqualTo((int) seconds + 1);
			assertThat(early.echo("and still")).isEqualTo("and still");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "ECONNABORTED", "EPROTO", "EINTR" })
	@DisplayName("FA3 an accept that fails for one client only is followed by the next at once")
	void goesOn(String error) throws Exception {
		try (ChildServer child = start(error, "3+5")) {
			for (int i = 0; i < 30; i++) {
				assertThat(serves(child)).as("client %s", i).isTrue();
			}
			Figures figures = Figures.parse(child.ask());
			assertThat(figures.accepting()).isTrue();
			assertThat(figures.lines()).isZero();
		}
	}

}
