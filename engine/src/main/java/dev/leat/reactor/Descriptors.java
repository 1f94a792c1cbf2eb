package dev.leat.reactor;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

import com.sun.management.UnixOperatingSystemMXBean;

/**
 * Reads how many descriptors this process may have.
 */
final class Descriptors {

	private static final int DEFAULT_MAX_CONNECTIONS = 8192;

	private static final double SHARE_FOR_CONNECTIONS = 0.45;

	/** As many as files, jars and sockets of others take at most. */
	private static final int OTHERS = 256;

	/**
	 * Where Linux tells it; asking the JVM instead takes a fifth of a start. It is read
	 * through a channel, whose classes sockets need too: the JDK opens descriptors when
	 * it loads them, and never loads them once there were none.
	 */
	private static final Path LIMITS = Path.of("/proc/self/limits");

	private static final String LINE = "Max open files";

	private Descriptors() {
	}

	static long limit() {
		Long told = toldBySystem();
		return (told != null) ? told : toldByJvm();
	}

	private static @Nullable Long toldBySystem() {
		try {
			String limits = Files.readString(LIMITS);
			int line = limits.indexOf(LINE);
			if (line >= 0) {
				return Long.valueOf(limits.substring(line + LINE.length()).stripLeading().split(" ", 2)[0]);
			}
		}
		catch (IOException | NumberFormatException ex) {
			// another system, or no limit, which the JVM can tell too
		}
		return null;
	}

	static long toldByJvm() {
		return (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system)
				? system.getMaxFileDescriptorCount() : Long.MAX_VALUE;
	}

	/**
	 * Whether some are left for everything else when so many connections are open. Those
	 * are of one group: what others may take beside it is not known.
	 */
	static boolean suffice(int connections, long limit) {
		return connections <= limit - OTHERS;
	}

	static int defaultMaxConnections() {
		return defaultMaxConnections(limit());
	}

	static int defaultMaxOfProcess(long limit) {
		return (int) Math.max(1, Math.min(Integer.MAX_VALUE, limit * SHARE_FOR_CONNECTIONS));
	}

	static int defaultMaxConnections(long limit) {
		return (int) Math.max(1, Math.min(DEFAULT_MAX_CONNECTIONS, limit * SHARE_FOR_CONNECTIONS));
	}

}
