package dev.pinwheel.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.vaadin.flow.router.Route;
import dev.pinwheel.access.Need;
import dev.pinwheel.access.Needs;
import dev.pinwheel.access.Permission;
import dev.pinwheel.cli.CliVerbs;
import dev.pinwheel.docs.GeneratedPart;
import dev.pinwheel.engine.command.Command;
import dev.pinwheel.protocol.WorkerMessage;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Everything that can be asked of a server says what it needs (A7), and {@code
 * docs/reference/permissions.md} has it: commands, requests, views, messages of workers and verbs
 * of the command line. A new one without a declaration fails here.
 */
class PermissionsTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.pinwheel");

  /** The worker's session decides about what comes after the hello. */
  private static final Map<Class<?>, Permission> MESSAGES =
      Map.of(
          WorkerMessage.Hello.class, Permission.RUN_WORKERS,
          WorkerMessage.Drain.class, Permission.WORK,
          WorkerMessage.Call.class, Permission.WORK,
          WorkerMessage.Resolve.class, Permission.WORK,
          WorkerMessage.Used.class, Permission.WORK,
          WorkerMessage.Complete.class, Permission.WORK,
          WorkerMessage.Fail.class, Permission.WORK,
          WorkerMessage.Progress.class, Permission.WORK,
          WorkerMessage.Log.class, Permission.WORK);

  /** Commands and the permission of each. */
  private static Map<String, Permission> commands() {
    Map<String, Permission> found = new TreeMap<>();
    leaves(Command.class).forEach(command -> found.put(command.getSimpleName(), declared(command)));
    return found;
  }

  private static Stream<Class<?>> leaves(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses()).flatMap(PermissionsTest::leaves)
        : Stream.of(type);
  }

  private static Permission declared(Class<?> type) {
    Needs needs = type.getAnnotation(Needs.class);
    assertThat(needs).as("%s says what it needs", type.getName()).isNotNull();
    return needs.value();
  }

  /** Routes, such as {@code GET /api/v1/runs}, and the permission of each. */
  private static Map<String, Permission> routes() {
    Map<String, Permission> found = new TreeMap<>();
    for (JavaClass controller : CLASSES) {
      if (!controller.isAnnotatedWith(RestController.class)) {
        continue;
      }
      for (JavaMethod method : controller.getMethods()) {
        String verb = verb(method);
        if (verb.isEmpty()) {
          continue;
        }
        String route = verb + " " + path(controller) + path(method, verb);
        assertThat(method.isAnnotatedWith(Needs.class))
            .as("%s, %s says what it needs", route, method.getFullName())
            .isTrue();
        found.merge(route, method.getAnnotationOfType(Needs.class).value(), (one, other) -> one);
      }
    }
    return found;
  }

  private static String verb(JavaMethod method) {
    return method.getAnnotations().stream()
        .map(annotation -> annotation.getRawType().getSimpleName())
        .filter(name -> name.endsWith("Mapping") && !name.equals("RequestMapping"))
        .map(name -> name.substring(0, name.length() - "Mapping".length()).toUpperCase(Locale.ROOT))
        .findFirst()
        .orElse("");
  }

  private static String path(JavaClass controller) {
    return controller
        .tryGetAnnotationOfType(RequestMapping.class)
        .map(mapping -> first(mapping.value(), mapping.path()))
        .orElse("");
  }

  private static String path(JavaMethod method, String verb) {
    return method.getAnnotations().stream()
        .filter(annotation ->
            annotation.getRawType().getSimpleName().equalsIgnoreCase(verb + "Mapping"))
        .map(annotation ->
            first(
                (String[]) annotation.get("value").orElse(new String[0]),
                (String[]) annotation.get("path").orElse(new String[0])))
        .findFirst()
        .orElse("");
  }

  private static String first(String[] value, String[] path) {
    return value.length > 0 ? value[0] : path.length > 0 ? path[0] : "";
  }

  /** Addresses of the Studio and the permission of each. */
  private static Map<String, Permission> views() {
    Map<String, Permission> found = new TreeMap<>();
    for (JavaClass view : CLASSES) {
      if (view.isAnnotatedWith(Route.class)) {
        assertThat(view.isAnnotatedWith(Needs.class))
            .as("%s says what it needs", view.getName())
            .isTrue();
        found.put(
            "/" + view.getAnnotationOfType(Route.class).value(),
            view.getAnnotationOfType(Needs.class).value());
      }
    }
    return found;
  }

  /** A7. */
  @Test
  void everythingThatCanBeAskedSaysWhatItNeeds() {
    assertThat(commands()).hasSizeGreaterThan(35);
    assertThat(routes()).hasSizeGreaterThan(40);
    assertThat(views()).hasSizeGreaterThan(8);
    assertThat(MESSAGES.keySet())
        .containsExactlyInAnyOrderElementsOf(Set.of(WorkerMessage.class.getPermittedSubclasses()));
  }

  /** A7: no permission is declared that nothing needs. */
  @Test
  void everyPermissionIsNeededSomewhere() {
    Set<Permission> needed =
        Stream.of(
                commands().values(),
                routes().values(),
                views().values(),
                MESSAGES.values(),
                CliVerbs.permissions().values())
            .flatMap(java.util.Collection::stream)
            .collect(Collectors.toSet());

    assertThat(needed).containsExactlyInAnyOrder(Permission.values());
  }

  /** A7: what a command needs, a request that only sends it needs as well. */
  @Test
  void requestsNeedWhatTheirCommandsNeed() {
    Map<String, Permission> routes = routes();
    assertThat(routes)
        .containsEntry("POST /api/v1/runs", Permission.SUBMIT_RUN)
        .containsEntry("POST /api/v1/steps/{step}/rerun", Permission.RERUN_STEP)
        .containsEntry("POST /api/v1/runs/{run}/cancel", Permission.CANCEL)
        .containsEntry("POST /api/v1/executions/{execution}/cancel", Permission.CANCEL)
        .containsEntry("POST /api/v1/workspaces", Permission.CREATE_WORKSPACE)
        .containsEntry("PUT /api/v1/retention", Permission.SET_RETENTION);
    routes.forEach((route, permission) -> {
      boolean reads = route.startsWith("GET ") || route.endsWith("/preview");
      boolean isPublic = permission.need() == Need.ANYONE;
      if (!reads && !isPublic) {
        assertThat(permission).as(route).isNotEqualTo(Permission.VIEW);
      }
    });
  }

  @Test
  void thePageHasTheMatrix() {
    new GeneratedPart("reference/permissions.md", "matrix").mustBe(matrix());
  }

  private static String matrix() {
    List<Need> columns =
        List.of(
            Need.ANYONE,
            Need.SIGNED_IN,
            Need.VIEWER,
            Need.OPERATOR,
            Need.DEVELOPER,
            Need.ADMINISTRATOR,
            Need.SERVER_ADMINISTRATOR);
    StringBuilder page = new StringBuilder("| to | ");
    columns.forEach(column -> page.append(column.words()).append(" | "));
    page.append("by |\n|---|").append("---|".repeat(columns.size() + 1)).append('\n');
    for (Permission permission : Permission.values()) {
      page.append("| ").append(permission.purpose()).append(" | ");
      for (Need column : columns) {
        page.append(mark(permission.need(), column)).append(" | ");
      }
      page.append(String.join("<br>", uses(permission))).append(" |\n");
    }
    return page.toString();
  }

  private static String mark(Need need, Need column) {
    boolean includes =
        switch (need) {
          case ANYONE -> true;
          case SIGNED_IN -> column != Need.ANYONE;
          case VIEWER, OPERATOR, DEVELOPER, ADMINISTRATOR ->
              column.role().isPresent() && column.role().get().includes(need.role().orElseThrow());
          case ADMINISTRATOR_OR_CREATOR -> column == Need.ADMINISTRATOR;
          case ADMINISTRATOR_OF_SCOPE ->
              column == Need.ADMINISTRATOR || column == Need.SERVER_ADMINISTRATOR;
          case SERVER_ADMINISTRATOR -> column == Need.SERVER_ADMINISTRATOR;
          case WORKER_SESSION, SERVER -> false;
        };
    return includes ? "✓" : "";
  }

  private static Set<String> uses(Permission permission) {
    Set<String> uses = new TreeSet<>();
    Need need = permission.need();
    if (need == Need.ADMINISTRATOR_OR_CREATOR
        || need == Need.WORKER_SESSION
        || need == Need.SERVER) {
      uses.add("(" + need.words() + ")");
    }
    routes().forEach((route, needed) -> addIf(needed == permission, uses, "`" + route + "`"));
    views()
        .forEach((view, needed) ->
            addIf(needed == permission, uses, "Studio `" + view.replace("|", "\\|") + "`"));
    CliVerbs.permissions()
        .forEach((verb, needed) -> addIf(needed == permission, uses, "`./pinwheel " + verb + "`"));
    MESSAGES.forEach(
        (message, needed) -> addIf(needed == permission, uses, "message `" + word(message) + "`"));
    return uses;
  }

  private static String word(Class<?> message) {
    return message.getSimpleName().toLowerCase(Locale.ROOT);
  }

  private static void addIf(boolean matches, Set<String> uses, String use) {
    if (matches) {
      uses.add(use);
    }
  }
}
