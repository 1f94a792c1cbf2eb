package dev.leat.reactor;

/**
 * The waits of a server's connections in nanoseconds, {@link Nanos#FOREVER} where one is
 * off.
 *
 * @param idle without a byte in either direction
 * @param readIdle without a byte from the peer
 * @param firstByte without the first byte from the peer
 * @param write with output waiting and no byte taken
 * @param halfClose with one direction ended
 * @param lingerIdle after FIN, without input
 * @param lingerTime after FIN
 * @param maxAge from the beginning to the drain
 * @param maxAgeGrace from the drain to the end
 */
record Limits(long idle, long readIdle, long firstByte, long write, long halfClose, long lingerIdle, long lingerTime,
		long maxAge, long maxAgeGrace) {

	static Limits of(ServerConfig config) {
		return new Limits(Nanos.limit(config.idleTimeout()), Nanos.limit(config.readIdleTimeout()),
				Nanos.limit(config.firstByteTimeout()), Nanos.limit(config.writeTimeout()),
				Nanos.limit(config.halfCloseTimeout()), Nanos.of(config.lingerIdle()), Nanos.of(config.lingerTime()),
				Nanos.limit(config.maxAge()), Nanos.of(config.maxAgeGrace()));
	}

}
