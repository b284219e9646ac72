package dev.pinwheel.app;

import static dev.pinwheel.app.Library.BYTE_BUDDY;
import static dev.pinwheel.app.Library.ELK;
import static dev.pinwheel.app.Library.H2;
import static dev.pinwheel.app.Library.HIKARI;
import static dev.pinwheel.app.Library.JACKSON;
import static dev.pinwheel.app.Library.JACKSON_CORE;
import static dev.pinwheel.app.Library.JOOQ;
import static dev.pinwheel.app.Library.LIMITS;
import static dev.pinwheel.app.Library.MARKDOWN;
import static dev.pinwheel.app.Library.MICROMETER;
import static dev.pinwheel.app.Library.OPENAPI;
import static dev.pinwheel.app.Library.PICOCLI;
import static dev.pinwheel.app.Library.POSTGRES;
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
import java.util.stream.Stream;

/**
 * Which package may use what, as docs/explanation/architecture.md explains it: the table itself.
 * The JDK and JSpecify's annotations are allowed everywhere, {@code app} may use everything but
 * what is kept for one package. A row covers its subpackages, unless they have their own.
 */
final class PackageTable {

  static final String ROOT = "dev.pinwheel";

  private static final List<Row> ROWS =
      List.of(
          row("model").of(),
          row("key").of(JACKSON_CORE),
          row("event", "model").of(),
          row("store", "model", "event", "access", "store.h2", "store.json", "store.journal")
              .of(JOOQ, HIKARI, POSTGRES, JACKSON, SLF4J),
          row("store.backup", "store").of(JACKSON, SLF4J),
          row("store.check", "model", "store").of(JOOQ),
          row("store.h2").of(H2, HIKARI, SLF4J),
          row("store.journal", "store.h2").of(H2, SLF4J),
          row("store.json", "model").of(JACKSON),
          row("query", "model", "access", "store", "engine.dispatch", "engine.retention")
              .and("query.view", "query.facts", "query.run", "query.step", "query.plan")
              .and("query.timeline")
              .of(JOOQ, JACKSON),
          row("query.view", "model", "key").of(),
          row("query.facts", "model", "key", "store", "engine.reuse", "engine.dispatch")
              .and("store.json", "query.view")
              .onlyFor("query")
              .of(JOOQ, JACKSON),
          row("query.run", "model", "store", "store.json", "query.view", "query.facts").of(JOOQ),
          row("query.step", "model", "key", "store", "query.view", "query.facts", "query.run")
              .and("store.json")
              .of(JOOQ),
          row("query.timeline", "model", "store", "query.view", "query.facts", "query.run").of(),
          row("query.plan", "model", "key", "access", "store", "engine.reuse")
              .and("store.json", "query.view", "query.facts")
              .of(JOOQ),
          row("engine", "model", "key", "event", "access", "store", "store.json")
              .and("engine.reuse", "engine.dispatch")
              .and("engine.manifest", "engine.index", "engine.retention", "engine.log")
              .and("engine.command", "engine.access")
              .of(SLF4J),
          row("engine.command", "model", "access", "store", "store.json").of(),
          row("engine.access", "model", "event", "access", "store")
              .and("engine.command", "engine.index", "engine.dispatch")
              .of(),
          row("engine.manifest", "model", "key", "store", "engine.dispatch").of(),
          row("engine.index", "model", "store", "engine.dispatch").of(),
          row("engine.log", "model", "event", "store").of(SLF4J),
          row("engine.reuse", "model").of(),
          row("engine.dispatch", "model").of(),
          row("engine.retention", "model").of(),
          row("protocol").of(JACKSON),
          row("gateway", "protocol", "model", "event", "access")
              .and("engine", "engine.command", "engine.log")
              .of(SPRING, SLF4J),
          row("api", "model", "event", "access", "query", "engine", "engine.command")
              .and("api.parameter", "api.problem", "api.value")
              .and("api.step", "api.run", "api.plan", "api.log")
              .and("query.view", "query.run", "query.step", "query.plan")
              .of(SPRING, JACKSON, OPENAPI, MICROMETER, SLF4J),
          row("api.parameter", "model", "access", "engine", "query")
              .and("query.view", "query.run", "query.step", "query.plan")
              .of(SPRING, SERVLET),
          row("api.problem", "model", "access", "api.parameter")
              .of(SPRING, SERVLET, JACKSON, OPENAPI, SLF4J),
          row("api.value", "model", "query", "api.problem")
              .and("query.view", "query.run", "query.step", "query.plan")
              .of(JACKSON, OPENAPI),
          row("api.step", "model", "access", "query", "engine", "engine.command")
              .and("api.parameter", "api.value")
              .and("query.view", "query.run", "query.step", "query.plan")
              .of(SPRING, JACKSON, OPENAPI),
          row("api.run", "model", "access", "event", "query", "engine", "engine.command")
              .and("api.parameter", "api.problem", "api.value", "api.step")
              .and("query.view", "query.run", "query.step", "query.plan", "query.timeline")
              .of(SPRING, JACKSON, OPENAPI),
          row("api.plan", "model", "access", "query", "api.parameter", "api.value")
              .and("query.view", "query.run", "query.step", "query.plan")
              .of(SPRING, OPENAPI),
          row("api.log", "model", "access", "query", "api.parameter", "api.value", "api.run")
              .and("query.view", "query.run", "query.step", "query.plan")
              .of(SPRING, OPENAPI, SLF4J),
          row("studio.theme").of(VAADIN),
          row("studio.live", "model", "event").of(VAADIN, SLF4J),
          row("studio.graph", "model").of(ELK, VAADIN, JACKSON),
          row("studio.parts", "model", "studio.theme", "query.view", "query.step")
              .of(VAADIN, MARKDOWN, JACKSON),
          row("studio.page", "model", "access", "query", "query.view", "query.plan")
              .and("engine", "engine.command")
              .and("studio.theme", "studio.live", "studio.parts")
              .of(VAADIN),
          screens("studio.welcome").of(VAADIN),
          screens("studio.access").of(VAADIN),
          screens("studio.workers").of(VAADIN),
          screens("studio.queue", "studio.workers").of(VAADIN),
          screens("studio.workflows").of(VAADIN, JACKSON),
          screens("studio.workspaces.base").of(VAADIN),
          row("studio.run.drawing", "model", "query.view", "query.run", "studio.graph").of(),
          row("studio.run.value", "model", "query.view", "studio.live", "studio.parts").of(VAADIN),
          screens("studio.run.notice").of(VAADIN, JACKSON),
          screens("studio.run.rerun", "studio.workspaces.base").of(VAADIN),
          screens("studio.run.action", "studio.run.rerun", "studio.run.notice")
              .and("studio.run.value", "studio.workflows")
              .of(VAADIN),
          screens("studio.run.bulk", "studio.run.action", "studio.run.rerun").of(VAADIN),
          screens("studio.run.logs", "studio.run.action").of(VAADIN, JACKSON),
          screens("studio.run.timeline", "studio.run.action").of(VAADIN, JACKSON),
          screens("studio.run.steps", "studio.run.action", "studio.run.drawing")
              .of(VAADIN, JACKSON),
          screens("studio.run.panel", "studio.run.action", "studio.run.drawing")
              .and("studio.run.value", "studio.run.logs")
              .of(VAADIN),
          screens("studio.run.compare", "studio.run.action", "studio.run.drawing")
              .and("studio.run.value", "studio.graph")
              .of(VAADIN, JACKSON),
          screens("studio.run", "studio.run.action", "studio.run.drawing", "studio.run.value")
              .and("studio.run.logs", "studio.run.timeline", "studio.run.steps")
              .and("studio.run.panel", "studio.run.compare", "studio.run.rerun")
              .and("studio.run.notice", "studio.graph", "studio.welcome", "studio.access")
              .of(VAADIN),
          screens("studio.runs", "studio.run.action", "studio.run.bulk", "studio.run.rerun")
              .and("studio.welcome", "studio.workflows")
              .of(VAADIN, JACKSON),
          screens("studio.workspaces", "studio.workspaces.base", "studio.workers", "studio.runs")
              .of(VAADIN, JACKSON),
          screens("studio.palette", "studio.run.action", "studio.runs", "studio.workflows")
              .of(VAADIN, JACKSON),
          screens("studio.shell", "studio.runs", "studio.workflows", "studio.workspaces")
              .and("studio.queue", "studio.workers", "studio.access")
              .and("studio.palette", "studio.run.notice")
              .of(VAADIN, SERVLET, SLF4J),
          row("studio").of(VAADIN),
          row("access", "model").of(),
          row("security", "model", "event", "access", "store", "api.problem")
              .and("engine", "engine.command", "engine.access")
              .and("query", "query.view", "studio.access")
              .of(SPRING, SPRING_SECURITY, SERVLET, VAADIN, MARKDOWN, OPENAPI, LIMITS, SLF4J),
          row("api.access", "model", "access", "query", "api.parameter")
              .and("engine", "engine.command", "query.view")
              .of(SPRING, OPENAPI),
          row("sdk").of(),
          row(
                  "worker",
                  "sdk",
                  "protocol",
                  "key",
                  "worker.modules",
                  "worker.values",
                  "worker.connect")
              .of(JACKSON, SLF4J),
          row("worker.modules", "sdk", "protocol", "worker.values").of(JACKSON, BYTE_BUDDY),
          row("worker.values", "sdk", "protocol").of(JACKSON),
          row("worker.connect", "protocol").of(SLF4J),
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

  /**
   * Names of rows that use each other in a circle, the first one again at the end; empty when there
   * is none. Not about {@code app}, which nobody uses.
   */
  static List<String> findCycle() {
    for (Row row : ROWS) {
      List<String> cycle = findCycle(row, List.of());
      if (!cycle.isEmpty()) {
        return cycle;
      }
    }
    return List.of();
  }

  private static List<String> findCycle(Row row, List<String> path) {
    List<String> longer = Stream.concat(path.stream(), Stream.of(row.name())).toList();
    int before = path.indexOf(row.name());
    if (before >= 0) {
      return longer.subList(before, longer.size());
    }
    return ROWS.stream()
        .filter(other -> row.packages().contains(other.name()))
        .map(other -> findCycle(other, longer))
        .filter(cycle -> !cycle.isEmpty())
        .findFirst()
        .orElse(List.of());
  }

  /** What rows name as a package without being a row. */
  static Set<String> unknownPackages() {
    Set<String> names = ROWS.stream().map(Row::name).collect(Collectors.toSet());
    return ROWS.stream()
        .flatMap(row -> row.packages().stream())
        .filter(name -> !names.contains(name))
        .collect(Collectors.toSet());
  }

  static boolean isWithin(String packageName, String root) {
    return packageName.equals(root) || packageName.startsWith(root + ".");
  }

  private static RowBuilder row(String name, String... packages) {
    return new RowBuilder(name, Set.of(packages), ROOT);
  }

  /**
   * A package with screens of the Studio, or parts of them: what it uses besides what they all may.
   */
  private static RowBuilder screens(String name, String... packages) {
    return row(name, packages)
        .and("model", "access", "query", "engine.command")
        .and("query.view", "query.run", "query.step", "query.plan", "query.timeline")
        .and("studio.theme", "studio.live", "studio.parts", "studio.page");
  }

  private record RowBuilder(String name, Set<String> packages, String users) {

    RowBuilder and(String... more) {
      return new RowBuilder(
          name,
          Stream.concat(packages.stream(), Arrays.stream(more)).collect(Collectors.toSet()),
          users);
    }

    /** Nobody outside that package may use this one, not even {@code app}. */
    RowBuilder onlyFor(String root) {
      return new RowBuilder(name, packages, ROOT + "." + root);
    }

    Row of(Library... libraries) {
      return new Row(name, packages, users, Set.of(libraries));
    }
  }

  /**
   * One line of the table.
   *
   * @param name the package, without the root
   * @param packages names of the rows it may use besides itself
   * @param users the package within which this one may be used
   * @param libraries what it may use from outside the project
   */
  record Row(String name, Set<String> packages, String users, Set<Library> libraries) {

    String packageName() {
      return ROOT + "." + name;
    }

    boolean allows(String packageName) {
      Optional<Row> row = findRow(packageName);
      if (row.isPresent()) {
        return isWithin(packageName(), row.get().users) && allowsRow(row.get());
      }
      return name.equals("app")
          || isEverywhere(packageName)
          || libraries.stream().anyMatch(library -> library.contains(packageName));
    }

    private boolean allowsRow(Row other) {
      return name.equals("app") || other.name.equals(name) || packages.contains(other.name);
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
