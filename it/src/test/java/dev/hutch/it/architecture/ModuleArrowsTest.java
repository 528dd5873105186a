package dev.hutch.it.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows between the modules point as the design has them. */
@AnalyzeClasses(packages = "dev.hutch", importOptions = ImportOption.DoNotIncludeTests.class)
class ModuleArrowsTest {
  @ArchTest
  static final ArchRule MODULES_USE_ONLY_WHAT_LIES_BELOW_THEM =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("bindings")
          .definedBy("dev.hutch.bindings..")
          .layer("agent")
          .definedBy("dev.hutch.agent..")
          .layer("rootfs")
          .definedBy("dev.hutch.rootfs..")
          .layer("jailer")
          .definedBy("dev.hutch.jailer..")
          .layer("vmm")
          .definedBy("dev.hutch.vmm..")
          .layer("runtime")
          .definedBy("dev.hutch", "dev.hutch.files..", "dev.hutch.home..", "dev.hutch.launch..")
          .layer("perf")
          .definedBy("dev.hutch.perf..")
          .layer("cli")
          .definedBy("dev.hutch.cli..")
          .whereLayer("bindings")
          .mayNotAccessAnyLayer()
          .whereLayer("agent")
          .mayNotAccessAnyLayer()
          .whereLayer("rootfs")
          .mayNotAccessAnyLayer()
          .whereLayer("jailer")
          .mayOnlyAccessLayers("bindings")
          .whereLayer("vmm")
          .mayOnlyAccessLayers("bindings", "agent")
          .whereLayer("runtime")
          .mayOnlyAccessLayers("bindings", "agent", "rootfs", "jailer", "vmm")
          .whereLayer("perf")
          .mayOnlyAccessLayers("runtime")
          .whereLayer("cli")
          .mayOnlyAccessLayers("runtime", "perf");

  @ArchTest
  static final ArchRule PACKAGES_FORM_NO_CYCLES =
      slices().matching("dev.hutch.(*).(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule FOREIGN_MEMORY_AND_CALLS_STAY_IN_THE_BINDINGS =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.hutch.bindings..")
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.lang.foreign.Linker")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.lang.foreign.SymbolLookup");

  @ArchTest
  static final ArchRule NOBODY_WAITS_BY_SLEEPING =
      noClasses().should().callMethod(Thread.class, "sleep", long.class);

  @ArchTest
  static final ArchRule ONLY_MAIN_ENDS_THE_PROCESS =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("dev.hutch.cli.Main")
          .should()
          .callMethod(System.class, "exit", int.class);
}
