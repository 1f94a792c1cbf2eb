package dev.leat.benchmarks.run;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.EnumMap;
import java.util.Map;

/**
 * Takes the time until a new process has answered.
 */
final class StartProbe implements Probe {

	@Override
	public Measured measure(Case work, ServerProcess server) {
		long listens = System.nanoTime();
		roundTrip(work.size(), server.port());
		long answered = System.nanoTime();
		Map<Metric, Double> metrics = new EnumMap<>(Metric.class);
		metrics.put(Metric.START, (answered - server.startedAt()) / 1e6);
		Long own = server.ownStartMicros();
		if (own != null) {
			metrics.put(Metric.ENGINE_START, own / 1e3 + (answered - listens) / 1e6);
		}
		return Measured.quietly(metrics);
	}

	private static void roundTrip(int size, int port) {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
			socket.getOutputStream().write(new byte[size]);
			if (socket.getInputStream().readNBytes(size).length < size) {
				throw new NotRunException("the first message was not answered");
			}
		}
		catch (IOException ex) {
			throw new NotRunException("the first message failed: " + ex.getMessage());
		}
	}

}
