package dev.leat.sample.keyvalue;

import java.util.List;
import java.util.function.LongUnaryOperator;

import dev.leat.sample.resp.Reply;

/**
 * The commands that are about keys, whatever their values are.
 */
final class KeyCommands {

	private static final Reply NO_KEY = new Reply.Number(-2);

	private static final Reply NO_EXPIRY = new Reply.Number(-1);

	private final Store store;

	KeyCommands(Store store) {
		this.store = store;
	}

	List<Command> commands() {
		return List.of(new Command("del", -2, this::del), new Command("exists", -2, this::exists),
				new Command("expire", 3, this::expire), new Command("persist", 2, this::persist),
				new Command("ttl", 2, (call) -> left(call, (millis) -> (millis + 500) / 1000)),
				new Command("pttl", 2, (call) -> left(call, (millis) -> millis)), new Command("keys", 2, this::keys),
				new Command("dbsize", 1, this::dbsize), new Command("flushall", -1, this::flushall));
	}

	private Reply del(Call call) {
		return new Reply.Number(call.from(1).stream().filter(this.store::remove).count());
	}

	private Reply exists(Call call) {
		return new Reply.Number(call.from(1).stream().filter((key) -> this.store.find(key) != null).count());
	}

	private Reply expire(Call call) throws CommandException {
		long now = this.store.now();
		long deadline = Expiry.deadline(call.number(2), Expiry.SECONDS, now, "expire");
		byte[] key = call.bytes(1);
		return Reply.number((deadline > now) ? this.store.expireAt(key, deadline) : this.store.remove(key));
	}

	private Reply persist(Call call) {
		byte[] key = call.bytes(1);
		Entry entry = this.store.find(key);
		return Reply.number(entry != null && entry.expires() && this.store.expireAt(key, Entry.NEVER));
	}

	private Reply left(Call call, LongUnaryOperator unit) {
		Entry entry = this.store.find(call.bytes(1));
		if (entry == null) {
			return NO_KEY;
		}
		return entry.expires() ? new Reply.Number(unit.applyAsLong(entry.deadline() - this.store.now())) : NO_EXPIRY;
	}

	private Reply keys(Call call) {
		Glob glob = new Glob(call.bytes(1));
		return new Reply.Items(
				this.store.entries((entry) -> entry.matches(glob)).stream().map(Entry::keyReply).toList());
	}

	private Reply dbsize(Call call) {
		return new Reply.Number(this.store.size());
	}

	private Reply flushall(Call call) throws CommandException {
		if (call.size() > 2 || (call.size() == 2 && !List.of("async", "sync").contains(call.word(1)))) {
			throw CommandException.syntax();
		}
		this.store.clear();
		return Reply.OK;
	}

}
