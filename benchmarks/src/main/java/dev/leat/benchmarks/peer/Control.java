package dev.leat.benchmarks.peer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * What the runner and a peer say to each other. The peer says {@code ready <port>} first,
 * and how long that took. To the line {@code stats} it answers {@code stats {...}}; at
 * the end of the input it stops.
 */
final class Control {

	private final Peer peer;

	private final InputStream in;

	private final PrintStream out;

	Control(Peer peer, InputStream in, PrintStream out) {
		this.peer = peer;
		this.in = in;
		this.out = out;
	}

	void run() throws Exception {
		this.out.println("ready " + this.peer.port() + " " + Peers.microsSinceStart());
		try {
			answer();
		}
		finally {
			this.peer.stop();
		}
	}

	private void answer() throws IOException {
		BufferedReader lines = new BufferedReader(new InputStreamReader(this.in, StandardCharsets.US_ASCII));
		String line = lines.readLine();
		while (line != null) {
			if (line.equals("stats")) {
				this.out.println("stats " + Memory.read().json());
			}
			line = lines.readLine();
		}
	}

}
