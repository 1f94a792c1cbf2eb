package dev.leat.autoconfigure;

import java.util.concurrent.Executor;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasModifiers.Predicates.modifier;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/**
 * The walls of the autoconfigure module, and of the engine as an application context sees
 * it.
 */
class ArchitectureTest {

	private static final JavaClasses LEAT = new ClassFileImporter()
		.withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages("dev.leat");

	@Test
	void nothingThatCanBeABeanIsAnExecutor() {
		noClasses().that()
			.doNotHaveModifier(JavaModifier.PRIVATE)
			.should()
			.beAssignableTo(Executor.class)
			.because("a bean that is an Executor switches off Spring Boot's own task executor")
			.check(LEAT);
	}

	@Test
	void autoconfigureUsesThePublicEngineOnly() {
		noClasses().that()
			.resideInAPackage("dev.leat.autoconfigure..")
			.should()
			.dependOnClassesThat(resideInAnyPackage("dev.leat.reactor..", "dev.leat.codec..")
				.and(not(modifier(JavaModifier.PUBLIC))))
			.because("what the engine does not publish may change at any time")
			.check(LEAT);
	}

	@Test
	void engineDoesNotKnowAboutAutoconfigure() {
		noClasses().that()
			.resideOutsideOfPackage("dev.leat.autoconfigure..")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("dev.leat.autoconfigure..")
			.check(LEAT);
	}

	@Test
	void packagesAreFreeOfCycles() {
		slices().matching("dev.leat.(**)").should().beFreeOfCycles().check(LEAT);
	}

}
