package dev.leat;

import java.time.Instant;
import java.util.Date;
import java.util.function.Predicate;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The walls of the engine: which way its packages depend, and what it never touches.
 */
class ArchitectureTest {

	private static final JavaClasses ENGINE = new ClassFileImporter()
		.withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages("dev.leat");

	@Test
	void reactorStandsOnNothingAboveIt() {
		noClasses().that()
			.resideInAPackage("dev.leat.reactor..")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("dev.leat.codec..", "dev.leat.http..")
			.because("codecs stand on the reactor, never the other way")
			.check(ENGINE);
	}

	@Test
	void packagesAreFreeOfCycles() {
		slices().matching("dev.leat.(**)").should().beFreeOfCycles().check(ENGINE);
	}

	@Test
	void engineIsPlainJava() {
		noClasses().should()
			.dependOnClassesThat()
			.resideInAnyPackage("org.springframework..", "io.micrometer..", "io.netty..", "sun.misc..",
					"jdk.internal..")
			.because("the engine is usable on its own, on every JDK")
			.check(ENGINE);
	}

	@Test
	void engineUsesNoReflection() {
		noClasses().should()
			.dependOnClassesThat()
			.resideInAPackage("java.lang.reflect..")
			.because("one method-handle look-up for virtual threads is all that the engine needs")
			.check(ENGINE);
	}

	@Test
	void timeIsInjected() {
		noClasses().should()
			.callMethod(System.class, "currentTimeMillis")
			.orShould()
			.callMethod(Instant.class, "now")
			.orShould()
			.dependOnClassesThat()
			.areAssignableTo(Date.class)
			.because("the engine reads its own monotonic clock, once per turn")
			.check(ENGINE);
	}

	@Test
	void nothingSleeps() {
		noClasses().should()
			.callMethod(Thread.class, "sleep", long.class)
			.orShould()
			.callMethod(Thread.class, "sleep", long.class, int.class)
			.because("a loop waits in its selector and nowhere else")
			.check(ENGINE);
	}

	@Test
	void everyPackageIsNullMarked() {
		Predicate<JavaPackage> hasClasses = (javaPackage) -> !javaPackage.getClasses().isEmpty();
		assertThat(ENGINE.getPackage("dev.leat").getSubpackagesInTree()).filteredOn(hasClasses)
			.isNotEmpty()
			.allSatisfy(
					(javaPackage) -> assertThat(javaPackage.isAnnotatedWith(NullMarked.class)).as(javaPackage.getName())
						.isTrue());
	}

}
