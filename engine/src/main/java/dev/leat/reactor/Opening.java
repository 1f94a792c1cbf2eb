package dev.leat.reactor;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Iterator;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * The time between accepting a connection and opening it, while it passes stages. What
 * ends here is turned away: no handler has seen it, and it counts as rejected.
 *
 * <pre>
 *  begin ──&gt; stage ── passed ──&gt; stage ── passed ──&gt; ConnectionLife.open
 *              │                   │
 *              └── fails, takes too long, the server stops ──&gt; turned away
 * </pre>
 *
 * Loop thread only.
 */
final class Opening extends Source {

	private final NioConnection connection;

	private final ServerContext context;

	private final Iterator<Stage.Maker> coming;

	private @Nullable Stage stage;

	private @Nullable SelectionKey key;

	/** What its channel is watched for. */
	private int waits;

	private boolean over;

	Opening(NioConnection connection) {
		this.connection = connection;
		this.context = connection.context();
		this.coming = this.context.stages().iterator();
	}

	NioConnection connection() {
		return this.connection;
	}

	/** Enters the first stage; if that fails, nothing knows of it. */
	void begin() throws IOException {
		Stage first = this.coming.next().make(this.connection, this);
		this.connection.loop().add(this);
		this.context.openings().add(this);
		enter(first);
		advance();
	}

	private boolean enterNext() {
		boolean more = this.coming.hasNext();
		if (more) {
			enter(this.coming.next().make(this.connection, this));
		}
		return more;
	}

	private void enter(Stage stage) {
		this.stage = stage;
		EventLoop loop = this.connection.loop();
		loop.timers().arm(this, loop.clock().nanos() + stage.timeout());
	}

	/** Goes on as far as it can. */
	void advance() {
		if (this.over) {
			return;
		}
		try {
			int waits = stage().advance();
			while (waits == Stage.PASSED && enterNext()) {
				waits = stage().advance();
			}
			if (waits == Stage.PASSED) {
				passed();
			}
			else {
				this.waits = waits;
				key().interestOps(waits);
			}
		}
		catch (Throwable failure) {
			failed(failure);
		}
	}

	@Override
	void register(Selector selector) throws IOException {
		this.key = this.connection.transport().register(selector, this);
		if (this.waits != 0) {
			this.key.interestOps(this.waits);
		}
	}

	private void passed() {
		end();
		this.connection.life().open(key());
	}

	@Override
	void ready(int operations) {
		advance();
	}

	/** A stage took too long. */
	@Override
	void fire() {
		RejectReason late = stage().late();
		if (late != null) {
			turnAway(late, null);
		}
		else {
			advance();
		}
	}

	@Override
	void failed(Throwable failure) {
		turnAway(stage().reasonOf(failure), failure);
	}

	@Override
	void lost(Throwable failure) {
		turnAway(RejectReason.DRAINING, null);
	}

	/** The server stops. */
	void stop() {
		turnAway(RejectReason.DRAINING, null);
	}

	private void turnAway(RejectReason reason, @Nullable Throwable failure) {
		if (!this.over) {
			end();
			this.context.rejected(this.connection.loop(), this.connection.remoteAddress(), reason, failure);
			boolean told = stage().turnAway(failure);
			this.connection.life().turnAway(key(), told, failure);
		}
	}

	private void end() {
		this.over = true;
		this.connection.loop().selection().swap(this, this.connection.life());
		this.connection.loop().timers().cancel(this);
		this.context.openings().remove(this);
	}

	private Stage stage() {
		return Objects.requireNonNull(this.stage);
	}

	private SelectionKey key() {
		return Objects.requireNonNull(this.key);
	}

}
