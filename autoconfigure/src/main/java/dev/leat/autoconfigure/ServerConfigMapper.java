package dev.leat.autoconfigure;

import java.time.Duration;

import dev.leat.reactor.ServerConfig;

import org.springframework.boot.context.properties.PropertyMapper;

/**
 * Translates properties to the settings of the engine. A port below 0 is left out: such a
 * server is not opened.
 */
final class ServerConfigMapper {

	private static final PropertyMapper MAP = PropertyMapper.get();

	private ServerConfigMapper() {
	}

	static ServerConfig.Builder map(ServerProperties from) {
		ServerConfig.Builder to = ServerConfig.builder();
		listener(from, to);
		timeouts(from, to);
		socket(from.getSocket(), to);
		linger(from.getLinger(), to);
		write(from.getWrite(), to);
		MAP.from(from.getRead()::getMaxPending).to((size) -> to.readMaxPending(size.toBytes()));
		MAP.from(from::getMaxFrameSize).to((size) -> to.maxFrameSize(Sizes.toInt("max-frame-size", size)));
		MAP.from(from.getShutdown()::getMaxCloseRate).to(to::maxCloseRate);
		MAP.from(from.getBlocking()::getMaxConcurrent).to(to::blockingMaxConcurrent);
		to.proxyProtocol(from.getProxyProtocol().toConfig());
		checked(from.getShutdown());
		return to;
	}

	/** What the engine does not know, it cannot refuse. */
	static ServerProperties.Shutdown checked(ServerProperties.Shutdown shutdown) {
		positive("shutdown.quiet-period", shutdown.getQuietPeriod());
		positive("shutdown.grace-period", shutdown.getGracePeriod());
		return shutdown;
	}

	private static void listener(ServerProperties from, ServerConfig.Builder to) {
		MAP.from(from::getAddress).to(to::address);
		MAP.from(from::getPort).to(to::port);
		MAP.from(from::getBacklog).to(to::backlog);
		MAP.from(from::getMaxConnections).to(to::maxConnections);
		MAP.from(from::getOverLimit).to(to::overLimit);
		MAP.from(from::getMaxConnectionsPerAddress).to(to::maxConnectionsPerAddress);
		MAP.from(from::getAllow).to(to::allow);
		MAP.from(from::getDeny).to(to::deny);
	}

	private static void timeouts(ServerProperties from, ServerConfig.Builder to) {
		MAP.from(from::getIdleTimeout).to(to::idleTimeout);
		MAP.from(from::getReadIdleTimeout).to(to::readIdleTimeout);
		MAP.from(from::getFirstByteTimeout).to(to::firstByteTimeout);
		MAP.from(from::getWriteTimeout).to(to::writeTimeout);
		MAP.from(from::getHalfCloseTimeout).to(to::halfCloseTimeout);
		MAP.from(from::getMaxAge).to(to::maxAge);
		MAP.from(from::getMaxAgeGrace).to(to::maxAgeGrace);
	}

	private static void socket(ServerProperties.Socket from, ServerConfig.Builder to) {
		MAP.from(from::isTcpNoDelay).to(to::tcpNoDelay);
		MAP.from(from::isKeepAlive).to(to::keepAlive);
		MAP.from(from::isReusePort).to(to::reusePort);
		MAP.from(from::getSendBuffer).to((size) -> to.sendBuffer(Sizes.toInt("socket.send-buffer", size)));
		MAP.from(from::getReceiveBuffer).to((size) -> to.receiveBuffer(Sizes.toInt("socket.receive-buffer", size)));
	}

	private static void linger(ServerProperties.Linger from, ServerConfig.Builder to) {
		MAP.from(from::getIdle).to(to::lingerIdle);
		MAP.from(from::getTime).to(to::lingerTime);
		MAP.from(from::getBytes).to((size) -> to.lingerBytes(size.toBytes()));
	}

	private static void write(ServerProperties.Write from, ServerConfig.Builder to) {
		MAP.from(from::getHighWaterMark).to((size) -> to.writeHighWaterMark(size.toBytes()));
		MAP.from(from::getLowWaterMark).to((size) -> to.writeLowWaterMark(size.toBytes()));
		MAP.from(from::isPauseReading).to(to::writePauseReading);
		MAP.from(from::getMaxPending).to((size) -> to.writeMaxPending(size.toBytes()));
		MAP.from(from::getOverflow).to(to::writeOverflow);
	}

	private static void positive(String name, Duration value) {
		if (value.isNegative()) {
			throw new IllegalArgumentException(name + " is " + value + ", it must be zero or more");
		}
	}

}
