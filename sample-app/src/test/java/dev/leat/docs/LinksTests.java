package dev.leat.docs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Follows the links of the pages within the project.
 */
class LinksTests {

	private static final Pattern LINK = Pattern.compile("]\\(([^)#\\s]*)(?:#([^)\\s]+))?\\)");

	static List<Path> pages() {
		return Pages.all();
	}

	@ParameterizedTest
	@MethodSource("pages")
	void leadSomewhere(Path page) {
		assertThat(LINK.matcher(Pages.prose(page)).results()).filteredOn((link) -> !link.group(1).contains(":"))
			.allSatisfy((link) -> {
				Path target = link.group(1).isEmpty() ? page : page.resolveSibling(link.group(1)).normalize();
				assertThat(target).exists();
				if (link.group(2) != null) {
					assertThat(anchors(target)).as("%s", target).contains(link.group(2));
				}
			});
	}

	@Test
	void theIndexNamesEveryPage() throws Exception {
		String index = Files.readString(Pages.ROOT.resolve("docs/README.md"));
		assertThat(Pages.all()).filteredOn((page) -> !page.endsWith("README.md"))
			.allSatisfy((page) -> assertThat(index).contains("(" + page.getFileName() + ")"));
	}

	/** What the headings of a page are called in links. */
	private static List<String> anchors(Path page) {
		return Pages.prose(page)
			.lines()
			.filter((line) -> line.startsWith("#"))
			.map((line) -> line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT))
			.map((line) -> line.replaceAll("[^\\w\\- ]", "").replace(' ', '-'))
			.toList();
	}

}
