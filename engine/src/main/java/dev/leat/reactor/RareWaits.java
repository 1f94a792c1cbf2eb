package dev.leat.reactor;

import org.jspecify.annotations.Nullable;

/**
 * The moments and settings of waits that few connections have at a time. A connection on
 * which nothing but bytes come and go has none. Loop thread only.
 */
final class RareWaits {

	/** The connection's own, or its server's. */
	long idleTimeout;

	@Nullable MaxAge maxAge;

	/** When the handler last chose to keep the idle connection. */
	long keptSince;

	long outputSince;

	boolean halfClosed;

	long halfClosedSince;

	long closingSince;

	long lingersSince;

	@Nullable Resumption resumption;

	/**
	 * Creates them, with none begun.
	 * @param idleTimeout what the server has set
	 * @param lastRead before which nothing was kept that matters
	 */
	RareWaits(long idleTimeout, long lastRead) {
		this.idleTimeout = idleTimeout;
		this.keptSince = lastRead;
	}

}
