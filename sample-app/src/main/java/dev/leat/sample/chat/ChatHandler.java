package dev.leat.sample.chat;

import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import java.util.regex.Pattern;

import dev.leat.codec.FrameConnection;
import dev.leat.codec.FrameHandler;
import dev.leat.reactor.CloseReason;
import dev.leat.reactor.ConnectionGroup;
import org.jspecify.annotations.Nullable;

/**
 * Tells every member what one of them says, and who joins and leaves. A member who does
 * not read reaches {@code write.max-pending} and loses the connection; the others and the
 * server's memory do not notice.
 */
final class ChatHandler implements FrameHandler<String, String> {

	/** Characters that could steer the terminals of the others. */
	private static final Pattern CONTROL = Pattern.compile("\\p{Cc}+");

	private final Supplier<ConnectionGroup> members;

	ChatHandler(Supplier<ConnectionGroup> members) {
		this.members = members;
	}

	@Override
	public void onOpen(FrameConnection<String> member) {
		tellAll("* " + name(member) + " joined");
	}

	@Override
	public void onFrame(FrameConnection<String> member, String line) {
		String text = CONTROL.matcher(line).replaceAll(" ");
		if (!text.isBlank()) {
			tellAll(name(member) + ": " + text);
		}
	}

	@Override
	public void onClose(FrameConnection<String> member, CloseReason reason, @Nullable Throwable cause) {
		tellAll("* " + name(member) + " left");
	}

	private void tellAll(String line) {
		this.members.get().write(StandardCharsets.UTF_8.encode(line + "\n"));
	}

	private static String name(FrameConnection<String> member) {
		return "guest-" + member.connection().id();
	}

}
