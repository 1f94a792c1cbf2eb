package dev.leat.sample.keyvalue;

import java.nio.charset.StandardCharsets;
import java.util.List;

import dev.leat.sample.resp.Reply;
import dev.leat.sample.resp.RespDecoder;

/**
 * The commands that read and write values.
 */
final class StringCommands {

	private final Store store;

	StringCommands(Store store) {
		this.store = store;
	}

	List<Command> commands() {
		return List.of(new Command("get", 2, this::get), Command.growing("set", -3, this::set),
				new Command("mget", -2, this::mget), Command.growing("mset", -3, this::mset),
				Command.growing("incr", 2, (call) -> add(call, 1)), Command.growing("decr", 2, (call) -> add(call, -1)),
				Command.growing("incrby", 3, (call) -> add(call, call.number(2))),
				Command.growing("append", 3, this::append), new Command("strlen", 2, this::strlen));
	}

	private Reply get(Call call) {
		return value(call.bytes(1));
	}

	private Reply set(Call call) throws CommandException {
		SetOptions options = SetOptions.parse(call);
		long deadline = options.deadline(this.store::now);
		byte[] key = call.bytes(1);
		if (!options.permit(() -> this.store.find(key) != null)) {
			return Reply.NONE;
		}
		this.store.put(key, call.bytes(2), deadline);
		return Reply.OK;
	}

	private Reply mget(Call call) {
		return new Reply.Items(call.from(1).stream().map(this::value).toList());
	}

	private Reply mset(Call call) throws CommandException {
		if (call.size() % 2 == 0) {
			throw CommandException.wrongArity("mset");
		}
		for (int i = 1; i < call.size(); i += 2) {
			this.store.put(call.bytes(i), call.bytes(i + 1), Entry.NEVER);
		}
		return Reply.OK;
	}

	private Reply add(Call call, long increment) throws CommandException {
		byte[] key = call.bytes(1);
		Entry old = this.store.find(key);
		long number = sum((old != null) ? old.number() : 0, increment);
		byte[] value = Long.toString(number).getBytes(StandardCharsets.US_ASCII);
		this.store.put(key, old, value, (old != null) ? old.deadline() : Entry.NEVER);
		return new Reply.Number(number);
	}

	private static long sum(long a, long b) throws CommandException {
		long sum = a + b;
		if (((a ^ sum) & (b ^ sum)) < 0) {
			throw new CommandException("ERR increment or decrement would overflow");
		}
		return sum;
	}

	private Reply append(Call call) throws CommandException {
		byte[] key = call.bytes(1);
		byte[] tail = call.bytes(2);
		Entry old = this.store.find(key);
		int length = tail.length + ((old != null) ? old.valueLength() : 0);
		if (length > RespDecoder.MAX_WORD) {
			throw new CommandException("ERR string exceeds maximum allowed size (proto-max-bulk-len)");
		}
		this.store.put(key, (old != null) ? old.append(tail) : Entry.of(key, tail, Entry.NEVER));
		return new Reply.Number(length);
	}

	private Reply strlen(Call call) {
		Entry entry = this.store.find(call.bytes(1));
		return new Reply.Number((entry != null) ? entry.valueLength() : 0);
	}

	private Reply value(byte[] key) {
		Entry entry = this.store.find(key);
		return (entry != null) ? entry.valueReply() : Reply.NONE;
	}

}
