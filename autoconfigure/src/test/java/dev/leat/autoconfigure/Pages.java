package dev.leat.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads and writes the project's pages.
 */
public final class Pages {

	private Pages() {
	}

	public static String read(String name) throws IOException {
		return Files.readString(Path.of("..", "docs", name));
	}

	public static void write(String name, String text) throws IOException {
		Files.writeString(Path.of("..", "docs", name), text);
	}

	static String unquote(String code) {
		return code.replace("`", "");
	}

}
