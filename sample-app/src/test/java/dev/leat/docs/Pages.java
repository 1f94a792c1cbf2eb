package dev.leat.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * README.md, that of the dashboards, and the pages in docs.
 */
final class Pages {

	static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

	private static final Pattern FENCED = Pattern.compile("^```(\\S*)[ ]*(.*)\\R((?s:.*?))^```$", Pattern.MULTILINE);

	private Pages() {
	}

	static List<Path> all() {
		try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
			Stream<Path> others = Stream.of("README.md", "dashboards/README.md").map(ROOT::resolve);
			return Stream.concat(others, docs.filter(Pages::isPage).sorted()).toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static boolean isPage(Path file) {
		return file.toString().endsWith(".md");
	}

	static String read(Path page) {
		try {
			return Files.readString(page);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** A page without its blocks of code. */
	static String prose(Path page) {
		return FENCED.matcher(read(page)).replaceAll("");
	}

	/** All blocks of all pages, in a language or in any of several. */
	static Stream<Block> blocks(String... languages) {
		return all().stream()
			.flatMap((page) -> blocks(page).stream())
			.filter((block) -> List.of(languages).contains(block.language()));
	}

	static List<Block> blocks(Path page) {
		String text = read(page);
		List<Block> blocks = new ArrayList<>();
		Matcher fence = FENCED.matcher(text);
		while (fence.find()) {
			int line = (int) text.substring(0, fence.start()).lines().count() + 1;
			blocks.add(new Block(page.getFileName().toString(), line, fence.group(1), fence.group(2), fence.group(3)));
		}
		return blocks;
	}

}
