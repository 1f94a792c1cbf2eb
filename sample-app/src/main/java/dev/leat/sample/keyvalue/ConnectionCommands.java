package dev.leat.sample.keyvalue;

import java.util.List;

import dev.leat.sample.resp.Decimal;
import dev.leat.sample.resp.Reply;

/**
 * The commands that are about the connection.
 */
final class ConnectionCommands {

	private static final Reply PONG = new Reply.Status("PONG");

	private ConnectionCommands() {
	}

	static List<Command> commands() {
		return List.of(new Command("ping", -1, ConnectionCommands::ping),
				new Command("echo", 2, (call) -> new Reply.Bulk(call.bytes(1))),
				new Command("select", 2, ConnectionCommands::select),
				new Command("hello", -1, ConnectionCommands::hello), new Command("quit", -1, ConnectionCommands::quit),
				new Command("client", -2,
						new Subcommands("client", new Command("client|setname", 3, ConnectionCommands::setName),
								new Command("client|getname", 2, ConnectionCommands::getName),
								new Command("client|setinfo", 4, ConnectionCommands::setInfo),
								new Command("client|id", 2, (call) -> new Reply.Number(call.session().id())))));
	}

	private static Reply ping(Call call) throws CommandException {
		if (call.size() > 2) {
			throw CommandException.wrongArity("ping");
		}
		return (call.size() == 2) ? new Reply.Bulk(call.bytes(1)) : PONG;
	}

	private static Reply select(Call call) throws CommandException {
		if (call.number(1) != 0) {
			throw new CommandException("ERR DB index is out of range");
		}
		return Reply.OK;
	}

	private static Reply quit(Call call) {
		call.session().leave();
		return Reply.OK;
	}

	/**
	 * Says who is here; the second version of the protocol is the only one.
	 */
	private static Reply hello(Call call) throws CommandException {
		if (call.size() > 1) {
			long version = Decimal.parse(call.bytes(1))
				.orElseThrow(() -> new CommandException("ERR Protocol version is not an integer or out of range"));
			if (version != 2) {
				throw new CommandException("NOPROTO unsupported protocol version");
			}
		}
		if (call.size() > 2) {
			helloName(call);
		}
		return new Reply.Items(List.of(Reply.bulk("server"), Reply.bulk("redis"), Reply.bulk("version"),
				Reply.bulk(Info.REDIS_VERSION), Reply.bulk("proto"), new Reply.Number(2), Reply.bulk("id"),
				new Reply.Number(call.session().id()), Reply.bulk("mode"), Reply.bulk("standalone"), Reply.bulk("role"),
				Reply.bulk("master"), Reply.bulk("modules"), new Reply.Items(List.of())));
	}

	private static void helloName(Call call) throws CommandException {
		if (call.size() != 4 || !call.word(2).equals("setname")) {
			throw new CommandException("ERR Syntax error in HELLO option '" + Commands.start(call.text(2), 128) + "'");
		}
		rename(call, 3);
	}

	private static Reply setName(Call call) throws CommandException {
		rename(call, 2);
		return Reply.OK;
	}

	private static void rename(Call call, int index) throws CommandException {
		String name = call.text(index);
		if (!name.chars().allMatch((c) -> c > ' ' && c <= '~')) {
			throw new CommandException("ERR Client names cannot contain spaces, newlines or special characters.");
		}
		call.session().rename(name);
	}

	private static Reply getName(Call call) {
		String name = call.session().name();
		return name.isEmpty() ? Reply.NONE : Reply.bulk(name);
	}

	/** Takes a client library's name and version, and needs neither. */
	private static Reply setInfo(Call call) throws CommandException {
		String option = call.word(2);
		if (!List.of("lib-name", "lib-ver").contains(option)) {
			throw new CommandException("ERR Unrecognized option '" + option + "'");
		}
		return Reply.OK;
	}

}
