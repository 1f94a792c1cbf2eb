package dev.leat.reactor;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Objects;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.leat.sim.SimPeer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the loop listens to: selection keys, each standing for a listener or a connection.
 */
class EventSourceTests {

	@Test
	@DisplayName("S3-20 S3-25 a key stands for a source, a listener or a connection; the loop knows no more of either")
	void keysStandForSources() {
		try (Stepped stepped = Stepped.of(Servers.ECHO)) {
			SimPeer peer = stepped.connect();
			Selector selector = Objects.requireNonNull(peer.selector());
			assertThat(selector.keys()).extracting(SelectionKey::attachment)
				.hasSize(2)
				.hasOnlyElementsOfType(Source.class)
				.hasAtLeastOneElementOfType(Acceptor.class);
		}
	}

	@Test
	@DisplayName("S2-10 a key that stands for nothing the loop knows is passed over, and the others are served")
	void unknownKey() {
		try (Stepped stepped = Stepped.of(Servers.ECHO)) {
			SimPeer unknown = stepped.connect();
			SimPeer known = stepped.connect();
			Selector selector = Objects.requireNonNull(unknown.selector());
			SelectionKey key = selector.keys()
				.stream()
				.filter((each) -> !(each.attachment() instanceof Acceptor))
				.findFirst()
				.orElseThrow();
			Object source = key.attach("a stranger");
			unknown.send("lost");
			known.send("served");
			stepped.turn();
			stepped.turn();
			assertThat(known.text()).isEqualTo("served");
			assertThat(unknown.text()).isEmpty();
			key.attach(source);
			stepped.step();
			assertThat(unknown.text()).isEqualTo("lost");
		}
	}

	@Test
	@DisplayName("Y6 what accept answers is looked at: neither nothing nor a failure becomes a connection")
	void acceptIsChecked() {
		try (Stepped stepped = Stepped.of(Servers.ECHO)) {
			stepped.listener().failNext(new IOException("Software caused connection abort"));
			stepped.step();
			assertThat(stepped.stats().acceptErrors(AcceptError.ABORTED)).isEqualTo(1);
			assertThat(stepped.stats().connections()).isZero();
			SimPeer peer = stepped.connect().send("the first");
			stepped.step();
			assertThat(peer.text()).isEqualTo("the first");
			assertThat(stepped.stats().accepted()).isEqualTo(1);
			assertThat(stepped.listener().accepts()).as("each round asks until there is nothing").isEqualTo(4);
		}
	}

	@Test
	@DisplayName("S3-37 the selector is pluggable: one handler over the JDK's and over a simulated one")
	void pluggable() throws Exception {
		try (Stepped stepped = Stepped.of(Servers.ECHO)) {
			SimPeer peer = stepped.connect();
			peer.send("hello");
			stepped.step();
			assertThat(peer.text()).isEqualTo("hello");
			assertThat(Objects.requireNonNull(peer.selector()).provider()).isSameAs(stepped.network);
		}
		try (Servers.Running server = Servers.start(Servers.ECHO); Client client = server.client()) {
			assertThat(client.echo("hello")).isEqualTo("hello");
		}
	}

	@Test
	@DisplayName("S3-24 no public method gives an application the channel, its key or its selector")
	void channelsStayInside() {
		methods().that()
			.arePublic()
			.and()
			.areDeclaredInClassesThat()
			.arePublic()
			.should()
			.notHaveRawReturnType(assignableTo("java.nio.channels.SelectableChannel")
				.or(assignableTo("java.nio.channels.SelectionKey"))
				.or(assignableTo("java.nio.channels.Selector")))
			.check(new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
				.importPackages("dev.leat"));
	}

}
