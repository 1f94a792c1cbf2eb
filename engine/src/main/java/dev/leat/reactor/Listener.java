package dev.leat.reactor;

import java.net.SocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The listening side of a server while it runs: one acceptor on the acceptor's loop, who
 * hands connections to all loops, or one on each loop, who keeps them. Any thread.
 */
final class Listener {

	private final List<Acceptor> acceptors = new ArrayList<>();

	/**
	 * Makes the acceptors.
	 * @param channels bound sockets, one or one for each loop
	 * @param address where all of them are bound
	 */
	Listener(List<ServerSocketChannel> channels, SocketAddress address, ServerContext context, RunningLoops loops,
			GroupSettings settings) {
		for (int i = 0; i < channels.size(); i++) {
			EventLoop loop = (channels.size() == 1) ? loops.acceptor() : loops.carriers()[i];
			Supplier<EventLoop> target = (channels.size() == 1) ? loops : () -> loop;
			this.acceptors.add(new Acceptor(channels.get(i), address, context, loop, target, settings));
		}
	}

	/** Accepts from now on; completes when every acceptor is on its loop. */
	CompletableFuture<Void> open() {
		ConnectionClasses.load();
		CompletableFuture<?>[] open = new CompletableFuture<?>[this.acceptors.size()];
		for (int i = 0; i < open.length; i++) {
			Acceptor acceptor = this.acceptors.get(i);
			open[i] = OnLoop.run(acceptor.loop(), acceptor);
		}
		return CompletableFuture.allOf(open);
	}

	/** A place came back, so that one who held back may go on. */
	void placeFreed() {
		if (isPaused(AcceptPause.LIMIT)) {
			onEach(Acceptor::placeFreed);
		}
	}

	/** A connection is open or turned away, so that one who held back may go on. */
	void openingFree() {
		if (isPaused(AcceptPause.HANDSHAKES)) {
			onEach(Acceptor::openingFree);
		}
	}

	/** An operator wants nobody accepted, or somebody again. */
	CompletableFuture<Void> pauseByOperator(boolean pause) {
		return onLoops((acceptor) -> OnLoop.run(acceptor.loop(), () -> {
			if (pause) {
				acceptor.pause(AcceptPause.OPERATOR);
			}
			else {
				acceptor.resume(AcceptPause.OPERATOR);
			}
		}));
	}

	/**
	 * Accepts who waits already and closes the sockets. The selectors let go of them
	 * first, so that there is next to no time between the last accept and the close.
	 */
	CompletableFuture<Void> drain() {
		return onLoops((acceptor) -> OnLoop.run(acceptor.loop(), acceptor::retire)
			.thenCompose((nothing) -> OnLoop.run(acceptor.loop(), acceptor::acceptRest)));
	}

	/**
	 * Closes the sockets. The port is free when the selectors have turned after that,
	 * which is when it completes.
	 */
	CompletableFuture<Void> close() {
		return onLoops((acceptor) -> OnLoop.run(acceptor.loop(), acceptor::close)
			.thenCompose((nothing) -> OnLoop.run(acceptor.loop(), () -> {
			})));
	}

	/** Closes the sockets of a loop that cannot. */
	void cutOff(EventLoop loop) {
		this.acceptors.stream().filter((acceptor) -> acceptor.loop() == loop).forEach(Acceptor::cutOff);
	}

	private void onEach(Consumer<Acceptor> action) {
		this.acceptors.forEach((acceptor) -> acceptor.loop().run(() -> action.accept(acceptor)));
	}

	private CompletableFuture<Void> onLoops(Function<Acceptor, CompletableFuture<Void>> action) {
		CompletableFuture<?>[] done = new CompletableFuture<?>[this.acceptors.size()];
		for (int i = 0; i < done.length; i++) {
			done[i] = action.apply(this.acceptors.get(i));
		}
		return CompletableFuture.allOf(done);
	}

	boolean isListening() {
		return this.acceptors.stream().allMatch(Acceptor::isListening);
	}

	boolean isPaused(AcceptPause reason) {
		for (Acceptor acceptor : this.acceptors) {
			if (acceptor.isPaused(reason)) {
				return true;
			}
		}
		return false;
	}

}
