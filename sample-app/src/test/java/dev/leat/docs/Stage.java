package dev.leat.docs;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

import dev.leat.reactor.ConnectionHandler;
import org.jspecify.annotations.Nullable;

/**
 * What the code on the pages uses of an application that is not there.
 */
public class Stage {

	/** Sends back what it gets. */
	protected final ConnectionHandler handler = (connection, data) -> connection.write(data);

	/** Keeps what devices say, in a database say. */
	protected interface DeviceService {

		@Nullable ByteBuffer save(ByteBuffer frame);

	}

	/** Asks another service. */
	protected interface PriceService {

		CompletableFuture<String> find(String symbol);

	}

}
