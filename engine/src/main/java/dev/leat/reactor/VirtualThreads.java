package dev.leat.reactor;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * The virtual threads of Java 21 and later, for code that is compiled for an earlier one.
 * Any thread.
 */
final class VirtualThreads {

	private static final int FIRST = 21;

	/** From this one on they give their carriers up in monitors too. */
	private static final int FIRST_TO_LEAVE_MONITORS = 24;

	private static final @Nullable MethodHandle START = find(true, "startVirtualThread",
			MethodType.methodType(Thread.class, Runnable.class));

	private static final @Nullable MethodHandle IS = find(false, "isVirtual", MethodType.methodType(boolean.class));

	private VirtualThreads() {
	}

	private static @Nullable MethodHandle find(boolean isStatic, String name, MethodType type) {
		if (Runtime.version().feature() < FIRST) {
			return null;
		}
		try {
			MethodHandles.Lookup lookup = MethodHandles.publicLookup();
			return isStatic ? lookup.findStatic(Thread.class, name, type)
					: lookup.findVirtual(Thread.class, name, type);
		}
		catch (ReflectiveOperationException ex) {
			return null;
		}
	}

	/** Whether this JVM has them. */
	static boolean exist() {
		return START != null;
	}

	/** Whether one that waits may keep its carrier: where it is inside a monitor. */
	static boolean mayKeepCarriers() {
		return Runtime.version().feature() < FIRST_TO_LEAVE_MONITORS;
	}

	/** Whether a thread is one. */
	static boolean include(Thread thread) {
		try {
			return IS != null && (boolean) IS.invokeExact(thread);
		}
		catch (Throwable ex) {
			throw new IllegalStateException("Nobody knows whether a thread is virtual", ex);
		}
	}

	/** Runs a task on a new one; only where they exist. */
	static void start(Runnable task) {
		try {
			Objects.requireNonNull(START).invoke(task);
		}
		catch (RuntimeException | Error ex) {
			throw ex;
		}
		catch (Throwable ex) {
			throw new IllegalStateException("A virtual thread cannot be started", ex);
		}
	}

}
