package dev.leat.reactor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

/**
 * The main class of a child process with little memory: it echoes, and uses up what its
 * client names by a letter. It tells connections, new loop threads, dead loops and
 * whether it accepts; being asked lets go of the heap that it holds.
 */
final class HungryServer {

	/** Every letter that is more than an echo. */
	static final String HEAP = "H";

	static final String DIRECT = "D";

	static final String METASPACE = "M";

	static final String THREADS = "T";

	static final String HOLD = "K";

	private static final int STACK = 64 * 1024 * 1024;

	private static final CountDownLatch RELEASED = new CountDownLatch(1);

	private static volatile @Nullable Thread holder;

	private HungryServer() {
	}

	public static void main(String[] arguments) throws IOException, InterruptedException {
		EventLoopGroup group = EventLoopGroup.builder().threads(1).build();
		LeatServer server = Servers.server("hungry", group, (config) -> {
		}, (connection) -> HungryServer::answer);
		try {
			server.start();
			System.out.println(Objects.requireNonNull(server.localAddress()).getPort());
			while (isAsked()) {
				release();
				List<LoopStats> loops = group.loopStats();
				System.out.println(server.stats().connections() + " "
						+ loops.stream().mapToLong(LoopStats::restarts).sum() + " "
						+ loops.stream().filter((loop) -> !loop.isAlive()).count() + " " + server.stats().accepting());
			}
		}
		finally {
			server.stop();
		}
	}

	/** Waits for a line, for which it needs no memory: there may be none. */
	private static boolean isAsked() throws IOException {
		int next = System.in.read();
		while (next >= 0 && next != '\n') {
			next = System.in.read();
		}
		return next >= 0;
	}

	/** Has whoever holds the heap give it back, and waits until that is done. */
	private static void release() throws InterruptedException {
		RELEASED.countDown();
		Thread holds = holder;
		if (holds != null) {
			holds.join();
		}
	}

	private static void answer(Connection connection, ByteBuffer data) throws Exception {
		char letter = (char) data.get(data.position());
		switch (String.valueOf(letter)) {
			case HEAP -> fill(new ArrayList<>(), 1024 * 1024);
			case DIRECT -> direct(new ArrayList<>());
			case METASPACE -> classes(new ArrayList<>());
			case THREADS -> threads();
			case HOLD -> {
				Thread thread = new Thread(() -> hold(connection));
				holder = thread;
				thread.start();
			}
			default -> connection.write(data);
		}
		data.position(data.limit());
	}

	private static void fill(List<Object> kept, int size) {
		while (true) {
			kept.add(new byte[size]);
		}
	}

	private static void direct(List<Object> kept) {
		while (true) {
			kept.add(ByteBuffer.allocateDirect(1024 * 1024));
		}
	}

	/** Defines one and the same class in ever new class loaders. */
	private static void classes(List<Object> kept) throws Exception {
		String name = "HungryServer.class";
		byte[] bytes;
		try (InputStream in = Objects.requireNonNull(HungryServer.class.getResourceAsStream(name))) {
			bytes = in.readAllBytes();
		}
		while (true) {
			kept.add(new ClassLoader() {
				Class<?> define() {
					return defineClass(HungryServer.class.getName(), bytes, 0, bytes.length);
				}
			}.define());
		}
	}

	private static void threads() {
		List<Thread> started = new ArrayList<>();
		try {
			while (true) {
				Thread thread = new Thread(null, LockSupport::park, "hungry", STACK);
				thread.setDaemon(true);
				thread.start();
				started.add(thread);
			}
		}
		finally {
			started.forEach(LockSupport::unpark);
		}
	}

	/** Leaves next to nothing of the heap, says so, and waits to be released. */
	private static void hold(Connection connection) {
		byte[] word = HOLD.getBytes(StandardCharsets.US_ASCII);
		List<Object> kept = new ArrayList<>(100_000);
		byte[] reserve = new byte[256 * 1024];
		for (int size = 1024 * 1024; size >= 1024; size /= 4) {
			try {
				fill(kept, size);
			}
			catch (OutOfMemoryError full) {
				// a smaller piece may fit
			}
		}
		kept.add(reserve.length);
		tell(connection, word, kept);
		boolean released = false;
		while (!released) {
			try {
				RELEASED.await();
				released = true;
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				return;
			}
		}
		kept.clear();
	}

	/**
	 * Others may have been quicker to take what is left: then it lets go of some more.
	 */
	private static void tell(Connection connection, byte[] word, List<Object> kept) {
		boolean told = false;
		while (!told) {
			try {
				connection.write(ByteBuffer.wrap(word));
				told = true;
			}
			catch (OutOfMemoryError none) {
				kept.remove(kept.size() - 1);
			}
		}
	}

}
