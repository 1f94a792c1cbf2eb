package dev.leat.sample.chat;

import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

import dev.leat.autoconfigure.LeatServers;
import dev.leat.codec.Framing;
import dev.leat.reactor.ConnectionGroup;
import dev.leat.reactor.HandlerFactory;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The server {@code chat}. Its members are the connections of that server, which is asked
 * for when somebody speaks: while its handler is made there is none.
 */
@Configuration(proxyBeanMethods = false)
class ChatConfiguration {

	/**
	 * Bytes that a line may have.
	 */
	private static final int MAX_LINE = 4096;

	@Bean
	HandlerFactory chat(LeatServers servers) {
		return chat(() -> servers.get("chat").connections());
	}

	static HandlerFactory chat(Supplier<ConnectionGroup> members) {
		return Framing.lines(StandardCharsets.UTF_8).maxFrameSize(MAX_LINE).handler(new ChatHandler(members));
	}

}
