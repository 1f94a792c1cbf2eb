package dev.leat.reactor;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * Puts the folders of the class path into jars, which is how applications run: a jar
 * stays open, a folder needs a descriptor for each class.
 */
final class Jars {

	private Jars() {
	}

	/** The class path of this process, with jars in a folder instead of folders. */
	static String classPath(Path folder) throws IOException {
		List<String> path = new ArrayList<>();
		for (String part : System.getProperty("java.class.path").split(File.pathSeparator)) {
			Path classes = Path.of(part);
			path.add(Files.isDirectory(classes) ? jar(classes, folder.resolve(path.size() + ".jar")).toString() : part);
		}
		return String.join(File.pathSeparator, path);
	}

	private static Path jar(Path classes, Path jar) throws IOException {
		try (OutputStream file = Files.newOutputStream(jar);
				JarOutputStream out = new JarOutputStream(file);
				Stream<Path> found = Files.walk(classes)) {
			for (Path each : found.filter(Files::isRegularFile).toList()) {
				out.putNextEntry(new JarEntry(classes.relativize(each).toString().replace(File.separatorChar, '/')));
				Files.copy(each, out);
			}
		}
		return jar;
	}

}
