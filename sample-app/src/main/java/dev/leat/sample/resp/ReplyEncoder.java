package dev.leat.sample.resp;

import java.nio.charset.StandardCharsets;

import dev.leat.codec.FrameBuffer;
import dev.leat.codec.FrameEncoder;

/**
 * Writes replies; of a list only the line before its items, see {@link Reply#sendTo}.
 */
public final class ReplyEncoder implements FrameEncoder<Reply> {

	private static final byte[] LINE_END = { '\r', '\n' };

	@Override
	public void encode(Reply reply, FrameBuffer out) {
		if (reply instanceof Reply.Status status) {
			line('+', status.text(), out);
		}
		else if (reply instanceof Reply.Failure failure) {
			line('-', failure.text().replace('\r', ' ').replace('\n', ' '), out);
		}
		else if (reply instanceof Reply.Number number) {
			line(':', Long.toString(number.value()), out);
		}
		else if (reply instanceof Reply.Bulk bulk) {
			bulk(bulk, out);
		}
		else if (reply instanceof Reply.Items list) {
			line('*', Integer.toString(list.items().size()), out);
		}
	}

	private static void bulk(Reply.Bulk bulk, FrameBuffer out) {
		byte[] bytes = bulk.bytes();
		line('$', (bytes != null) ? Integer.toString(bulk.length()) : "-1", out);
		if (bytes != null) {
			out.put(bytes, bulk.offset(), bulk.length()).put(LINE_END);
		}
	}

	private static void line(char type, String text, FrameBuffer out) {
		out.put(type).put(text, StandardCharsets.ISO_8859_1).put(LINE_END);
	}

}
