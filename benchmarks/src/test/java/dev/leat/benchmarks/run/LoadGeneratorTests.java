package dev.leat.benchmarks.run;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The programs in C: what they verify, by servers that err.
 */
class LoadGeneratorTests {

	private static final Path HERE = Path.of("").toAbsolutePath();

	private static final NativePrograms PROGRAMS = new NativePrograms(HERE);

	@BeforeAll
	static void build() {
		PROGRAMS.build();
	}

	@ParameterizedTest
	@CsvSource({ "echo, echo, 8, 64, 1", "echo, echo, 8, 16384, 16", "echo, echo, 1, 300000, 3",
			"framed, framed, 8, 64, 16", "framed, framed, 3, 100000, 5", "close, close, 8, 64, 1" })
	void theServerInCAnswersEveryByte(String workload, String mode, int connections, int size, int inFlight) {
		Case work = new Case("", "", Kind.LOAD, workload, mode, connections, size, inFlight, List.of("c-epoll"));
		try (ServerProcess server = new Launcher(HERE, PROGRAMS).start("c-epoll", work)) {
			LoadReport report = new LoadGenerator(PROGRAMS.load()).run(work, server, 0, 0.2);
			assertThat(report.messages()).isPositive();
			assertThat(report.metrics().get(Metric.P50)).isPositive();
		}
	}

	@Test
	void idleConnectionsAreHeldWhileLookedAt() {
		Case work = new Case("", "", Kind.IDLE, "echo", "echo", 50, 64, 1, List.of("c-epoll"));
		try (ServerProcess server = new Launcher(HERE, PROGRAMS).start("c-epoll", work)) {
			Measured measured = new IdleProbe(new LoadGenerator(PROGRAMS.load()), 1).measure(work, server);
			assertThat(measured.metrics()).containsEntry(Metric.WAKE_UPS, 0.0).containsKey(Metric.RESIDENT);
		}
	}

	@Test
	void whatIsNoReportIsNoMeasurement() {
		Case work = new Case("", "", Kind.LOAD, "echo", "echo", 1, 64, 1, List.of("c-epoll"));
		try (ServerProcess server = new Launcher(HERE, PROGRAMS).start("c-epoll", work)) {
			LoadGenerator broken = new LoadGenerator(Path.of("/bin/echo"));
			assertThatExceptionOfType(NotRunException.class).isThrownBy(() -> broken.run(work, server, 0, 0.1))
				.withMessageStartingWith("the load generator said: echo --port ");
		}
	}

	@Test
	void theTimeOfTheWatchedCoresIsTaken() {
		Case work = new Case("", "", Kind.LOAD, "echo", "echo", 8, 64, 1, List.of("c-epoll"));
		try (ServerProcess server = new Launcher(HERE, PROGRAMS).start("c-epoll", work)) {
			assertThat(new LoadGenerator(PROGRAMS.load()).run(work, server, 0, 0.3).machineCpu()).isPositive();
		}
	}

	@ParameterizedTest
	@CsvSource({ "'', true", "'--cores 98765,98766', false" })
	void onlyTheTimeOfTheseCoresIsTaken(String cores, boolean used) {
		Case work = new Case("", "", Kind.LOAD, "echo", "echo", 8, 64, 1, List.of("c-epoll"));
		try (ServerProcess server = new Launcher(HERE, PROGRAMS).start("c-epoll", work)) {
			List<String> command = new ArrayList<>(List.of(PROGRAMS.load().toString(), "echo", "--port",
					"" + server.port(), "--warm-up", "0", "--seconds", "0.3"));
			Stream.of(cores.split(" ")).filter((word) -> !word.isEmpty()).forEach(command::add);
			LoadReport report = Json.read(Commands.run(command).lastLine(), LoadReport.class);
			assertThat(report.machineCpu() > 0).isEqualTo(used);
		}
	}

	@Test
	void aChangedByteIsFound() throws Exception {
		assertThat(loadOn((bytes) -> bytes[bytes.length / 2]++)).contains("got other bytes than it sent");
	}

	@Test
	void bytesInAnotherPlaceAreFound() throws Exception {
		assertThat(loadOn((bytes) -> bytes[0] = bytes[bytes.length - 1])).contains("got other bytes than it sent");
	}

	@Test
	void aVisitThatIsNeverAnsweredIsFoundThoughTheOthersAre() throws Exception {
		try (ServerSocket listener = new ServerSocket(0, 2, InetAddress.getLoopbackAddress())) {
			Thread server = new Thread(() -> serveAllButTheFirst(listener));
			server.start();
			Commands.Outcome outcome = Commands.run(List.of(PROGRAMS.load().toString(), "close", "--port",
					"" + listener.getLocalPort(), "--connections", "2", "--warm-up", "0", "--seconds", "0.1"));
			listener.close();
			server.join();
			assertThat(outcome.exit()).isEqualTo(1);
			assertThat(outcome.lastLine()).contains("the server answered nothing for 10 s");
		}
	}

	private static void serveAllButTheFirst(ServerSocket listener) {
		try (Socket silent = listener.accept()) {
			while (silent.isConnected()) {
				try (Socket socket = listener.accept()) {
					socket.getOutputStream().write(socket.getInputStream().readNBytes(64));
					socket.getInputStream().transferTo(OutputStream.nullOutputStream());
				}
			}
		}
		catch (IOException ex) {
			// The test is over.
		}
	}

	/** What the generator says when it ends with an error. */
	private static String loadOn(Damage damage) throws Exception {
		try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			Thread server = new Thread(() -> serve(listener, damage));
			server.start();
			Commands.Outcome outcome = Commands.run(List.of(PROGRAMS.load().toString(), "echo", "--port",
					"" + listener.getLocalPort(), "--connections", "1"));
			server.join();
			assertThat(outcome.exit()).isEqualTo(1);
			return outcome.lastLine();
		}
	}

	/** Answers once, otherwise than it should. */
	private static void serve(ServerSocket listener, Damage damage) {
		try (Socket socket = listener.accept()) {
			byte[] bytes = socket.getInputStream().readNBytes(64);
			damage.change(bytes);
			socket.getOutputStream().write(bytes);
			socket.getInputStream().transferTo(OutputStream.nullOutputStream());
		}
		catch (IOException ex) {
			// The generator has gone.
		}
	}

	/** Changes an answer. */
	private interface Damage {

		void change(byte[] bytes);

	}

}
