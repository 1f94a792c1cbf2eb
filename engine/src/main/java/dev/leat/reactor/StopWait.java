package dev.leat.reactor;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Waits until a server has stopped, unless a handler that blocks holds an event loop: it
 * then says once where that loop is, and closes from outside what the loop would have
 * closed. The rest ends when the loop goes on. Any thread.
 *
 * <pre>
 *            a connection has gone, a loop has turned
 *              ┌───┐
 *              v   │
 *  await ──&gt; WAITING ── nothing of that for two seconds ──&gt; GIVEN UP: what a held loop carries is cut off
 *               └── all has ended ──&gt; done
 * </pre>
 */
final class StopWait {

	private static final Log LOG = new Log(LeatServer.class);

	/** For so long nothing may end, in seconds. */
	private static final long PATIENCE = 2;

	private final ServerContext context;

	private final RunningLoops loops;

	private final Listener listener;

	private volatile boolean givenUp;

	StopWait(ServerContext context, RunningLoops loops, Listener listener) {
		this.context = context;
		this.loops = loops;
		this.listener = listener;
	}

	/** Waits for the end, which is not to be interrupted. */
	void await(CompletableFuture<Void> end) {
		boolean interrupted = false;
		while (!end.isDone() && !this.givenUp) {
			int inside = this.context.admission().inside();
			List<Turn> turns = turns();
			try {
				end.get(PATIENCE, TimeUnit.SECONDS);
			}
			catch (TimeoutException ex) {
				if (this.context.admission().inside() == inside) {
					turns.removeIf((turn) -> !turn.lasts());
					giveUp(turns);
				}
			}
			catch (InterruptedException ex) {
				interrupted = true;
			}
			catch (ExecutionException ex) {
				throw new CompletionException(ex.getCause());
			}
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
	}

	private List<Turn> turns() {
		List<Turn> turns = new ArrayList<>();
		this.loops.all().forEach((loop) -> turns.add(new Turn(loop, loop.counters().wokeAt())));
		return turns;
	}

	private synchronized void giveUp(List<Turn> held) {
		if (!this.givenUp && !held.isEmpty()) {
			this.givenUp = true;
			held.forEach((turn) -> {
				tell(turn.loop());
				cutOff(turn.loop());
			});
		}
	}

	private void tell(EventLoop loop) {
		NioConnection running = loop.guard().running();
		StringBuilder stack = new StringBuilder();
		loop.life().stack().forEach((frame) -> stack.append("\n\tat ").append(frame));
		LOG.get()
			.warn("Server '{}' stops without waiting any longer for event loop '{}', which is held by {}; "
					+ "the connections that it carries are cut off, and it ends when it goes on. It is at:{}",
					this.context.name(), loop.counters().name(), (running != null) ? running : "one turn", stack);
	}

	private void cutOff(EventLoop loop) {
		this.listener.cutOff(loop);
		this.context.openings().forEach(loop, (opening) -> opening.connection().transport().cutOff());
		this.context.connections().all().forEach((connection) -> {
			if (connection.loop() == loop) {
				connection.transport().cutOff();
			}
		});
	}

	/**
	 * A turn that a loop was in.
	 *
	 * @param loop the loop
	 * @param began when it began
	 */
	private record Turn(EventLoop loop, long began) {

		boolean lasts() {
			LoopCounters counters = this.loop.counters();
			return !this.loop.hasEnded() && !counters.isAsleep() && counters.wokeAt() == this.began;
		}

	}

}
