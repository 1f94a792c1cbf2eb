package dev.leat.docs;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;

import javax.xml.parsers.DocumentBuilderFactory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xml.sax.InputSource;
import org.yaml.snakeyaml.Yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Tries what is neither Java nor properties on the pages: it can be parsed.
 */
class OtherBlocksTests {

	/** Every language that a test looks at. */
	private static final Set<String> KNOWN = Set.of("java", "properties", "yaml", "xml", "shell", "haproxy", "mermaid",
			"log", "text", "");

	@TempDir
	private Path folder;

	static Stream<Block> ofXml() {
		return Pages.blocks("xml");
	}

	static Stream<Block> ofYaml() {
		return Pages.blocks("yaml");
	}

	static Stream<Block> ofShell() {
		return Pages.blocks("shell");
	}

	static Stream<Block> ofHaproxy() {
		return Pages.blocks("haproxy");
	}

	static Stream<Block> ofMermaid() {
		return Pages.blocks("mermaid");
	}

	@Test
	void everyBlockIsOfALanguageThatIsTried() {
		assertThat(Pages.all()).flatMap(Pages::blocks)
			.isNotEmpty()
			.allSatisfy((block) -> assertThat(block.language()).as("%s", block).isIn(KNOWN));
	}

	@ParameterizedTest
	@MethodSource("ofXml")
	void isXml(Block block) throws Exception {
		InputSource source = new InputSource(new StringReader("<page>" + block.text() + "</page>"));
		assertThat(DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(source)).as("%s", block).isNotNull();
	}

	@ParameterizedTest
	@MethodSource("ofYaml")
	void isYaml(Block block) {
		assertThat(new Yaml().loadAll(block.text())).as("%s", block).isNotEmpty().doesNotContainNull();
	}

	@ParameterizedTest
	@MethodSource("ofShell")
	void isShell(Block block) throws Exception {
		assertThat(Shell.run("bash", "-n", "-c", block.text()).failure()).as("%s", block).isEmpty();
	}

	@ParameterizedTest
	@MethodSource("ofHaproxy")
	void isWhatHaproxyTakes(Block block) throws Exception {
		assumeThat(Path.of("/usr/sbin/haproxy")).isExecutable();
		Path file = Files.writeString(this.folder.resolve("haproxy.cfg"), block.text());
		assertThat(Shell.run("/usr/sbin/haproxy", "-c", "-f", file.toString()).failure()).as("%s", block).isEmpty();
	}

	@ParameterizedTest
	@MethodSource("ofMermaid")
	void isAChartWithABarForEachLabel(Block block) {
		assertThat(block.text()).as("%s", block).startsWith("xychart-beta");
		assertThat(entries(block, "bar")).as("%s", block).isEqualTo(entries(block, "x-axis")).isPositive();
	}

	/** How many entries the list of that name has. */
	private static long entries(Block block, String list) {
		return block.text()
			.lines()
			.map(String::strip)
			.filter((line) -> line.startsWith(list + " [") && line.endsWith("]"))
			.mapToLong((line) -> line.split(",").length)
			.sum();
	}

}
