package dev.leat.autoconfigure;

import dev.leat.reactor.EventLoopGroup;

import org.springframework.boot.context.properties.PropertyMapper;

/**
 * Translates properties to the settings of the event loops.
 */
final class EventLoopGroupMapper {

	private static final PropertyMapper MAP = PropertyMapper.get();

	private EventLoopGroupMapper() {
	}

	static EventLoopGroup.Builder map(LeatProperties from) {
		EventLoopGroup.Builder to = EventLoopGroup.builder();
		LeatProperties.EventLoops loops = from.getEventLoops();
		MAP.from(loops::getThreads).to(to::threads);
		MAP.from(loops::getReadBuffer).to((size) -> to.readBuffer(Sizes.toInt("read-buffer", size)));
		MAP.from(loops::getMaxPendingTasks).to(to::maxPendingTasks);
		MAP.from(loops::getBlockedWarning).to(to::blockedWarning);
		MAP.from(loops::getThreadNamePrefix).to(to::threadNamePrefix);
		MAP.from(from.getAcceptor()::getBatch).to(to::acceptBatch);
		MAP.from(from.getAcceptor()::getMaxConnections).to(to::maxConnections);
		MAP.from(from.getBuffers()::getMaxMemory).to((size) -> to.maxBufferMemory(size.toBytes()));
		return to;
	}

	/** The prefix of the property that the engine calls by this name. */
	static String prefixOf(String property) {
		return switch (property) {
			case "batch", "max-connections" -> "leat.acceptor";
			case "max-memory" -> "leat.buffers";
			default -> "leat.event-loops";
		};
	}

}
