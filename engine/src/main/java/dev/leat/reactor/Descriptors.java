package dev.leat.reactor;

import java.lang.management.ManagementFactory;

import com.sun.management.UnixOperatingSystemMXBean;

/**
 * Reads how many descriptors this process may have.
 */
final class Descriptors {

	private static final int DEFAULT_MAX_CONNECTIONS = 8192;

	private static final double SHARE_FOR_CONNECTIONS = 0.45;

	private Descriptors() {
	}

	static long limit() {
		return (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system)
				? system.getMaxFileDescriptorCount() : Long.MAX_VALUE;
	}

	static int defaultMaxConnections() {
		return defaultMaxConnections(limit());
	}

	static int defaultMaxOfProcess() {
		return (int) Math.max(1, Math.min(Integer.MAX_VALUE, limit() * SHARE_FOR_CONNECTIONS));
	}

	static int defaultMaxConnections(long limit) {
		return (int) Math.max(1, Math.min(DEFAULT_MAX_CONNECTIONS, limit * SHARE_FOR_CONNECTIONS));
	}

}
