package dev.pinwheel.app;

import static dev.pinwheel.app.Library.BYTE_BUDDY;
import static dev.pinwheel.app.Library.ELK;
import static dev.pinwheel.app.Library.H2;
import static dev.pinwheel.app.Library.HIKARI;
import static dev.pinwheel.app.Library.JACKSON;
import static dev.pinwheel.app.Library.JACKSON_CORE;
import static dev.pinwheel.app.Library.JOOQ;
import static dev.pinwheel.app.Library.MICROMETER;
import static dev.pinwheel.app.Library.OPENAPI;
import static dev.pinwheel.app.Library.PICOCLI;
import static dev.pinwheel.app.Library.SERVLET;
import static dev.pinwheel.app.Library.SLF4J;
import static dev.pinwheel.app.Library.SPRING;
import static dev.pinwheel.app.Library.SPRING_SECURITY;
import static dev.pinwheel.app.Library.VAADIN;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which package may use what, the table behind docs/explanation/architecture.md. The JDK and
 * JSpecify's annotations are allowed everywhere, {@code app} may use everything. A row covers its
 * subpackages, unless they have their own.
 */
final class PackageTable {

  static final String ROOT = "dev.pinwheel";

  private static final List<Row> ROWS =
      List.of(
          row("model").of(),
          row("key").of(JACKSON_CORE),
          row("event", "model").of(),
          row("store", "model", "event", "store.h2").of(JOOQ, JACKSON, SLF4J),
          row("store.h2").of(H2, HIKARI, SLF4J),
          row("query", "model", "key", "store", "engine.reuse", "engine.dispatch")
              .of(JOOQ, JACKSON),
          row("engine", "model", "key", "event", "store", "engine.reuse", "engine.dispatch")
              .of(SLF4J),
          row("engine.reuse", "model").of(),
          row("engine.dispatch", "model").of(),
          row("protocol").of(JACKSON),
          row("gateway", "protocol", "model", "event", "engine").of(SPRING, SLF4J),
          row("api", "model", "event", "query", "engine")
              .of(SPRING, JACKSON, OPENAPI, MICROMETER, SLF4J),
          row("studio", "model", "event", "query", "engine", "studio.graph")
              .of(VAADIN, SERVLET, JACKSON, SLF4J),
          row("studio.graph", "model").of(ELK, VAADIN, JACKSON),
          row("access", "model").of(SPRING_SECURITY),
          row("sdk").of(),
          row("worker", "sdk", "protocol", "key").of(JACKSON, BYTE_BUDDY, SLF4J),
          row("worker.spring", "sdk", "worker").of(SPRING),
          row("cli").of(PICOCLI, JACKSON),
          row("examples", "sdk").of(JACKSON),
          row("app").of(Library.values()));

  private PackageTable() {}

  /** The row of the package, or of the closest package around it. */
  static Optional<Row> findRow(String packageName) {
    return ROWS.stream()
        .filter(row -> isWithin(packageName, row.packageName()))
        .max(Comparator.comparing(row -> row.name().length()));
  }

  static boolean isWithin(String packageName, String root) {
    return packageName.equals(root) || packageName.startsWith(root + ".");
  }

  private static RowBuilder row(String name, String... packages) {
    return new RowBuilder(name, Set.of(packages));
  }

  private record RowBuilder(String name, Set<String> packages) {
    Row of(Library... libraries) {
      return new Row(name, packages, Set.of(libraries));
    }
  }

  /**
   * One line of the table.
   *
   * @param name the package, without the root
   * @param packages names of the rows it may use besides itself
   * @param libraries what it may use from outside the project
   */
  record Row(String name, Set<String> packages, Set<Library> libraries) {

    String packageName() {
      return ROOT + "." + name;
    }

    boolean allows(String packageName) {
      return name.equals("app")
          || isEverywhere(packageName)
          || findRow(packageName).map(this::allowsRow).orElse(false)
          || libraries.stream().anyMatch(library -> library.contains(packageName));
    }

    private boolean allowsRow(Row other) {
      return other.name.equals(name) || packages.contains(other.name);
    }

    private static boolean isEverywhere(String packageName) {
      return List.of("java", "javax", "org.jspecify").stream()
          .anyMatch(root -> isWithin(packageName, root));
    }

    @Override
    public String toString() {
      return "%s may use packages %s and libraries %s"
          .formatted(
              name,
              packages.stream().sorted().toList(),
              Arrays.stream(Library.values())
                  .filter(libraries::contains)
                  .map(Library::toString)
                  .collect(Collectors.joining(", ", "[", "]")));
    }
  }
}
