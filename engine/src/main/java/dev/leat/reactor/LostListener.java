package dev.leat.reactor;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.ServerSocketChannel;

/**
 * Opens the listening socket anew where somebody has closed it while it served: at once,
 * and where that fails after waits that double. Acceptor's loop only.
 *
 * <pre>
 *  listens ── lost ──&gt; tries to bind ── bound ──&gt; listens, counted as recovered
 *                        ^       │ cannot
 *                        └─ 100 ms to 1.6 s
 * </pre>
 */
final class LostListener extends HeapTimer {

	private static final Log LOG = new Log(Acceptor.class);

	private final Acceptor acceptor;

	private final ServerContext context;

	private final GroupSettings settings;

	private final SocketAddress address;

	private long next = BackOff.FIRST;

	LostListener(Acceptor acceptor, ServerContext context, GroupSettings settings, SocketAddress address) {
		this.acceptor = acceptor;
		this.context = context;
		this.settings = settings;
		this.address = address;
	}

	/** The socket is gone, which may be found out again and again. */
	void begin() {
		if (!isArmed()) {
			fire();
		}
	}

	/** The server does not want to listen any more. */
	void end() {
		this.acceptor.loop().timers().cancel(this);
	}

	@Override
	void fire() {
		try {
			ServerSocketChannel channel = Binding.openAnew(this.context.config(), this.settings, this.address);
			this.acceptor.goOn(channel);
			this.next = BackOff.FIRST;
			LOG.get()
				.warn("Server '{}' lost the socket on which it listened, and listens again on {}", this.context.name(),
						this.address);
		}
		catch (IOException | RuntimeException ex) {
			cannot(ex);
		}
	}

	private void cannot(Exception failure) {
		EventLoop loop = this.acceptor.loop();
		loop.timers().arm(this, loop.clock().nanos() + this.next);
		this.next = Math.min(2 * this.next, BackOff.LONGEST);
		LogLimit log = this.context.admissionLog();
		if (log.allows(loop.now())) {
			LOG.get()
				.error("Server '{}' lost the socket on which it listened, and cannot open another on {}: {}; "
						+ "{} more since the last line", this.context.name(), this.address, failure.getMessage(),
						log.held());
		}
	}

}
