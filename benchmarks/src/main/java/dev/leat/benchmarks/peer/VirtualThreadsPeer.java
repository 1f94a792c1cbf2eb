package dev.leat.benchmarks.peer;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/**
 * The JDK's own: a blocking {@link SocketChannel} for each virtual thread.
 */
final class VirtualThreadsPeer {

	/** Bytes that a connection reads at once. */
	static final int BUFFER = 64 * 1024;

	private static final int FIRST_WITH_VIRTUAL = 21;

	private final ServerSocketChannel listener;

	private final Workload workload;

	private final MethodHandle startVirtual;

	private VirtualThreadsPeer(ServerSocketChannel listener, Workload workload, MethodHandle startVirtual) {
		this.listener = listener;
		this.workload = workload;
		this.startVirtual = startVirtual;
	}

	static Peer start(Workload workload) throws Exception {
		if (workload == Workload.TLS) {
			throw CannotRunException.unknown("jdk-virtual-threads", workload);
		}
		MethodHandle startVirtual = startVirtual();
		ServerSocketChannel listener = ServerSocketChannel.open().bind(Ports.any(), 1024);
		VirtualThreadsPeer peer = new VirtualThreadsPeer(listener, workload, startVirtual);
		peer.startThread(peer::accept);
		return new RunningPeer(Ports.of(listener.getLocalAddress()), listener::close);
	}

	private static MethodHandle startVirtual() throws Exception {
		if (Runtime.version().feature() < FIRST_WITH_VIRTUAL) {
			throw new CannotRunException(
					"jdk-virtual-threads needs JDK " + FIRST_WITH_VIRTUAL + ", this is " + Runtime.version().feature());
		}
		return MethodHandles.publicLookup()
			.findStatic(Thread.class, "startVirtualThread", MethodType.methodType(Thread.class, Runnable.class));
	}

	private Thread startThread(Task task) {
		try {
			return (Thread) this.startVirtual.invokeExact((Runnable) () -> run(task));
		}
		catch (Throwable ex) {
			throw new IllegalStateException("A virtual thread cannot be started", ex);
		}
	}

	private static void run(Task task) {
		try {
			task.run();
		}
		catch (ClosedChannelException ex) {
			// the peer stops
		}
		catch (IOException ex) {
			System.err.println("jdk-virtual-threads: " + ex);
		}
	}

	private void accept() throws IOException {
		while (true) {
			SocketChannel client = this.listener.accept();
			startThread(() -> serve(client));
		}
	}

	private void serve(SocketChannel client) throws IOException {
		try (client) {
			client.setOption(StandardSocketOptions.TCP_NODELAY, true);
			if (this.workload == Workload.FRAMED) {
				frames(client);
			}
			else {
				echo(client);
			}
		}
	}

	private static void echo(SocketChannel client) throws IOException {
		ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
		while (client.read(buffer.clear()) >= 0) {
			client.write(buffer.flip());
		}
	}

	private static void frames(SocketChannel client) throws IOException {
		ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
		while (client.read(buffer) >= 0) {
			buffer.flip();
			while (Frames.isNext(buffer)) {
				client.write(Frames.next(buffer));
			}
			buffer = Frames.roomForNext(buffer);
		}
	}

	/** What a thread does. */
	@FunctionalInterface
	private interface Task {

		void run() throws IOException;

	}

}
