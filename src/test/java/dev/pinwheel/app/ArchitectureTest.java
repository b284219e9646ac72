package dev.pinwheel.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.pinwheel.worker.WorkerBuilder;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Holds the package table of docs/explanation/architecture.md, and keeps everybody from reading the
 * clock.
 */
class ArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(PackageTable.ROOT);

  private static final Set<String> OTHER_CLOCKS =
      Set.of(
          "java.lang.System.currentTimeMillis()",
          "java.lang.System.nanoTime()",
          "java.util.Date.<init>()",
          "java.util.Calendar.getInstance()");

  @Test
  void everyPackageHasARow() {
    List<String> withoutRow =
        CLASSES.stream()
            .map(JavaClass::getPackageName)
            .filter(name -> PackageTable.findRow(name).isEmpty())
            .distinct()
            .toList();

    assertThat(withoutRow)
        .as(
            "packages missing in PackageTable: say there, and in docs/explanation/architecture.md, what they may use")
        .isEmpty();
  }

  /** Inside a row packages may use each other; between rows, arrows go one way. */
  @Test
  void noRowsUseEachOtherInACircle() {
    assertThat(PackageTable.findCycle()).isEmpty();
    assertThat(PackageTable.unknownPackages()).as("named in a row, but no row").isEmpty();
  }

  @Test
  void everyPackageUsesOnlyWhatItsRowAllows() {
    List<String> forbidden =
        CLASSES.stream()
            .filter(type -> PackageTable.findRow(type.getPackageName()).isPresent())
            .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
            .filter(arrow -> !isAllowed(arrow))
            .map(arrow -> arrow.getDescription() + " — but " + rowOf(arrow.getOriginClass()))
            .distinct()
            .sorted()
            .toList();

    assertThat(forbidden)
        .as("arrows that docs/explanation/architecture.md does not have")
        .isEmpty();
  }

  /** What is kept for the read models must not come out of them either. */
  @Test
  void noPublicSignatureOfAReadModelNamesARow() {
    List<String> named =
        CLASSES.stream()
            .filter(type -> PackageTable.isWithin(type.getPackageName(), "dev.pinwheel.query"))
            .filter(type -> !isRow(type) && isPublic(type))
            .flatMap(type -> type.getMembers().stream())
            .filter(member -> member.getModifiers().contains(JavaModifier.PUBLIC))
            .filter(member ->
                member.getAllInvolvedRawTypes().stream().anyMatch(ArchitectureTest::isRow))
            .map(JavaMember::getFullName)
            .sorted()
            .toList();

    assertThat(named)
        .as("public signatures that name a type of dev.pinwheel.query.facts")
        .isEmpty();
  }

  private static boolean isPublic(JavaClass type) {
    return type.getModifiers().contains(JavaModifier.PUBLIC)
        && type.getEnclosingClass().map(ArchitectureTest::isPublic).orElse(true);
  }

  private static boolean isRow(JavaClass type) {
    return PackageTable.isWithin(
        type.getBaseComponentType().getPackageName(), "dev.pinwheel.query.facts");
  }

  @Test
  void nobodyReadsTheClockButThroughTheInjectedInstantSource() {
    List<String> reads =
        CLASSES.stream()
            .flatMap(ArchitectureTest::accesses)
            .filter(ArchitectureTest::readsTheClock)
            .filter(access -> !isWiring(access))
            .map(JavaAccess::getDescription)
            .sorted()
            .toList();

    assertThat(reads).as("take the time from an injected java.time.InstantSource").isEmpty();
  }

  private static boolean isAllowed(Dependency arrow) {
    String target = arrow.getTargetClass().getBaseComponentType().getPackageName();
    boolean primitive = target.isEmpty();
    return primitive || rowOf(arrow.getOriginClass()).allows(target) || isLayoutOfARoute(arrow);
  }

  /**
   * The one arrow that goes up: a route names its layout, which knows all views (ADR 0039). Nothing
   * else of a view may use it.
   */
  private static boolean isLayoutOfARoute(Dependency arrow) {
    return arrow.getTargetClass().getFullName().equals("dev.pinwheel.studio.shell.MainLayout")
        && arrow.getOriginClass().isAnnotatedWith("com.vaadin.flow.router.Route")
        && arrow.getDescription().contains("has annotation member of type");
  }

  private static PackageTable.Row rowOf(JavaClass type) {
    return PackageTable.findRow(type.getPackageName()).orElseThrow();
  }

  /** Calls, constructor calls, and references such as {@code Instant::now}. */
  private static Stream<JavaAccess<?>> accesses(JavaClass type) {
    return type.getAccessesFromSelf().stream().map(access -> access);
  }

  private static boolean readsTheClock(JavaAccess<?> access) {
    JavaClass owner = access.getTargetOwner();
    String name = access.getTarget().getName();
    boolean now = owner.getPackageName().startsWith("java.time") && name.equals("now");
    boolean systemClock = isClock(owner) && (name.startsWith("system") || name.startsWith("tick"));
    return now || systemClock || OTHER_CLOCKS.contains(access.getTarget().getFullName());
  }

  /**
   * {@code app} makes the one {@link InstantSource} that everybody else is given; in a task
   * author's process, where there is no {@code app}, the builder of the worker does.
   */
  private static boolean isWiring(JavaAccess<?> access) {
    boolean wires =
        rowOf(access.getOriginOwner()).name().equals("app")
            || access.getOriginOwner().isEquivalentTo(WorkerBuilder.class);
    return wires && isClock(access.getTargetOwner());
  }

  private static boolean isClock(JavaClass type) {
    return type.isEquivalentTo(Clock.class) || type.isEquivalentTo(InstantSource.class);
  }
}
