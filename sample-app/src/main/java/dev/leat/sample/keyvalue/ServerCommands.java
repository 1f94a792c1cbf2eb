package dev.leat.sample.keyvalue;

import java.util.ArrayList;
import java.util.List;

import dev.leat.sample.resp.Reply;

/**
 * The commands that are about the server.
 */
final class ServerCommands {

	private final Settings settings;

	private final Info info;

	ServerCommands(Settings settings, Info info) {
		this.settings = settings;
		this.info = info;
	}

	List<Command> commands() {
		return List.of(new Command("info", -1, this::info),
				// Clients ask for help texts with it, and do without.
				new Command("command", -1, (call) -> new Reply.Items(List.of())),
				new Command("config", -2, new Subcommands("config", new Command("config|get", -3, this::configGet))));
	}

	private Reply info(Call call) {
		List<String> sections = new ArrayList<>();
		for (int i = 1; i < call.size(); i++) {
			sections.add(call.word(i));
		}
		return Reply.bulk(this.info.text(sections));
	}

	private Reply configGet(Call call) {
		List<byte[]> patterns = call.from(2);
		List<Reply> items = new ArrayList<>();
		this.settings.matching(patterns).forEach((name, value) -> {
			items.add(Reply.bulk(name));
			items.add(Reply.bulk(value));
		});
		return new Reply.Items(items);
	}

}
