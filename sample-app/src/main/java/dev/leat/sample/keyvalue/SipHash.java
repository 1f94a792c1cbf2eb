package dev.leat.sample.keyvalue;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.SecureRandom;

/**
 * SipHash-1-3, a hash with a secret. Clients choose the keys, and one who knew the hash
 * could choose many that fall into one place of the {@link Table}, so that each look-up
 * would walk through all of them. This one differs in each process. Redis, Python and
 * Rust have it for the same reason.
 * <p>
 * Immutable.
 */
final class SipHash {

	private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

	private static final int FINAL_ROUNDS = 3;

	private final long secret0;

	private final long secret1;

	/**
	 * Creates a hash.
	 * @param secret0 the first half of the secret
	 * @param secret1 the second half
	 */
	SipHash(long secret0, long secret1) {
		this.secret0 = secret0;
		this.secret1 = secret1;
	}

	static SipHash random() {
		SecureRandom random = new SecureRandom();
		return new SipHash(random.nextLong(), random.nextLong());
	}

	/**
	 * Hashes a part of an array.
	 * @param bytes the array
	 * @param start index of the first byte
	 * @param end index behind the last
	 */
	long hash(byte[] bytes, int start, int end) {
		State state = new State(this.secret0, this.secret1);
		int at = start;
		for (; at <= end - Long.BYTES; at += Long.BYTES) {
			state.take((long) LONG.get(bytes, at));
		}
		state.take(tail(bytes, at, end) | (long) (end - start) << 56);
		return state.finish();
	}

	/** The last bytes, fewer than eight. */
	private static long tail(byte[] bytes, int start, int end) {
		long tail = 0;
		for (int i = end - 1; i >= start; i--) {
			tail = tail << 8 | (bytes[i] & 0xff);
		}
		return tail;
	}

	/**
	 * Four numbers that each round stirs. It never leaves {@link #hash}, so that the JVM
	 * keeps it in registers.
	 */
	private static final class State {

		private long v0;

		private long v1;

		private long v2;

		private long v3;

		private State(long secret0, long secret1) {
			this.v0 = secret0 ^ 0x736f6d6570736575L;
			this.v1 = secret1 ^ 0x646f72616e646f6dL;
			this.v2 = secret0 ^ 0x6c7967656e657261L;
			this.v3 = secret1 ^ 0x7465646279746573L;
		}

		private void take(long block) {
			this.v3 ^= block;
			round();
			this.v0 ^= block;
		}

		private long finish() {
			this.v2 ^= 0xff;
			for (int i = 0; i < FINAL_ROUNDS; i++) {
				round();
			}
			return this.v0 ^ this.v1 ^ this.v2 ^ this.v3;
		}

		private void round() {
			this.v0 += this.v1;
			this.v2 += this.v3;
			this.v1 = Long.rotateLeft(this.v1, 13) ^ this.v0;
			this.v3 = Long.rotateLeft(this.v3, 16) ^ this.v2;
			this.v0 = Long.rotateLeft(this.v0, 32) + this.v3;
			this.v2 += this.v1;
			this.v1 = Long.rotateLeft(this.v1, 17) ^ this.v2;
			this.v3 = Long.rotateLeft(this.v3, 21) ^ this.v0;
			this.v2 = Long.rotateLeft(this.v2, 32);
		}

	}

}
