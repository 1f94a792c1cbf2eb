package dev.leat.sample.keyvalue;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import dev.leat.codec.Framing;
import dev.leat.reactor.HandlerFactory;
import dev.leat.sample.resp.ReplyEncoder;
import dev.leat.sample.resp.RespDecoder;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The server {@code keyvalue}.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(KeyValueProperties.class)
class KeyValueConfiguration {

	/**
	 * The decoder bounds a request itself; this leaves room for the lengths around it.
	 */
	private static final int MAX_FRAME = 2 * RespDecoder.MAX_REQUEST;

	@Bean
	HandlerFactory keyvalue(KeyValueProperties properties) {
		Statistics statistics = new Statistics();
		Commands commands = Commands.of(new Store(millisSinceNow()), statistics, properties.maxMemory().toBytes());
		return Framing.of(RespDecoder::new, new ReplyEncoder())
			.maxFrameSize(MAX_FRAME)
			.handler(new KeyValueHandler(commands, statistics));
	}

	/** A clock that starts at zero and that nobody sets. */
	private static LongSupplier millisSinceNow() {
		long start = System.nanoTime();
		return () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
	}

}
