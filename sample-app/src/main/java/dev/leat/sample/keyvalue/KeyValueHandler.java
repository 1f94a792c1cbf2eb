package dev.leat.sample.keyvalue;

import java.util.Objects;

import dev.leat.codec.FrameConnection;
import dev.leat.codec.FrameHandler;
import dev.leat.reactor.CloseReason;
import dev.leat.reactor.Connection;
import dev.leat.sample.resp.Reply;
import dev.leat.sample.resp.Request;
import org.jspecify.annotations.Nullable;

/**
 * Answers requests, in their order. One handler for all connections; a connection's own
 * state is the {@link Session} attached to it.
 */
final class KeyValueHandler implements FrameHandler<Request, Reply> {

	private final Commands commands;

	private final Statistics statistics;

	KeyValueHandler(Commands commands, Statistics statistics) {
		this.commands = commands;
		this.statistics = statistics;
	}

	@Override
	public void onOpen(FrameConnection<Reply> client) {
		Connection connection = client.connection();
		connection.attach(new Session(connection.id(), connection::label));
		this.statistics.opened();
	}

	@Override
	public void onFrame(FrameConnection<Reply> client, Request request) {
		if (request instanceof Request.Call call) {
			answer(client, call);
		}
		else if (request instanceof Request.Malformed malformed) {
			client.send(new Reply.Failure("ERR Protocol error: " + malformed.problem()));
			client.connection().close(CloseReason.PROTOCOL_ERROR);
		}
	}

	private void answer(FrameConnection<Reply> client, Request.Call call) {
		Session session = Objects.requireNonNull(client.connection().<Session>attachment());
		this.commands.execute(session, call.words()).sendTo(client);
		if (session.hasLeft()) {
			client.connection().close();
		}
	}

	@Override
	public void onClose(FrameConnection<Reply> client, CloseReason reason, @Nullable Throwable cause) {
		this.statistics.closed();
	}

}
