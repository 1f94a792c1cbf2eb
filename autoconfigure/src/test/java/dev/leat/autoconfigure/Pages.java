package dev.leat.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads the project's pages.
 */
public final class Pages {

	private Pages() {
	}

	public static String read(String name) throws IOException {
		return Files.readString(Path.of("..", "docs", name));
	}

	static String unquote(String code) {
		return code.replace("`", "");
	}

}
