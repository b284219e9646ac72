package dev.pinwheel.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.vaadin.flow.router.Route;
import dev.pinwheel.access.Need;
import dev.pinwheel.access.Needs;
import dev.pinwheel.access.Permission;
import dev.pinwheel.access.Role;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

/** What the Studio offers to each role: what one may not do is disabled, and says why (A3, A7). */
@Tag("browser")
class StudioRolesJourneyTest {

  @RegisterExtension static final Studio studio = new Studio();

  @Test
  void eachRoleIsOfferedWhatItMayDo_A3_A7() {
    ServerTeam team = new ServerTeam(studio.open());
    team.post("workspaces", "{\"name\": \"quiet\", \"base\": \"production\"}");
    team.send("PATCH", "workspaces/quiet", "{\"state\": \"paused\"}");
    String waiting = team.submit("quiet", "u1");
    team.secure();
    for (Role role : Role.values()) {
      team.add(role.word() + "-joe", role.word(), "*");
      StudioPage joe = studio.openAs(role.word() + "-joe", ServerTeam.PASSWORD);
      checkWorkflows(joe, role);
      checkRun(joe, role, waiting);
      checkWorkspaces(joe, role);
      checkMenu(joe, role);
      checkViews(joe, role, false, waiting);
      joe.page().close();
    }
    team.add("eve");
    checkViews(studio.openAs("eve", ServerTeam.PASSWORD), null, false, waiting);
    team.send("PUT", "grants", "{\"user\": \"ada\", \"role\": \"viewer\", \"on\": \"quiet\"}");
    checkViews(studio.openAs("ada", ServerTeam.PASSWORD), Role.VIEWER, true, waiting);
  }

  /** Every address of the Studio. */
  private static void checkViews(
      StudioPage joe, @Nullable Role role, boolean serverAdministrator, String run) {
    views()
        .forEach((route, permission) -> {
          joe.page().navigate("/%s?workspace=quiet".formatted(route.replaceFirst(":run.*", run)));
          assertThat(joe.page().getByTestId("account-menu")).isVisible();
          Need need = permission.need();
          if (mayOpen(role, serverAdministrator, need)) {
            assertThat(joe.errorPage()).hasCount(0);
            assertThat(joe.page())
                .hasURL(Pattern.compile(need.role().isPresent() ? ".*workspace=quiet.*" : ".*"));
          } else if (role == null) {
            assertThat(joe.page()).hasURL(Pattern.compile(".*/no-workspace.*"));
          } else {
            assertThat(joe.errorPage()).containsText("administrators");
          }
        });
  }

  private static boolean mayOpen(@Nullable Role role, boolean serverAdministrator, Need need) {
    return switch (need) {
      case ANYONE, SIGNED_IN -> true;
      case SERVER_ADMINISTRATOR -> serverAdministrator;
      case ADMINISTRATOR_OF_SCOPE -> serverAdministrator || role == Role.ADMINISTRATOR;
      default -> role != null && role.includes(need.role().orElseThrow());
    };
  }

  private static Map<String, Permission> views() {
    ClassPathScanningCandidateComponentProvider scanner =
        new ClassPathScanningCandidateComponentProvider(false);
    scanner.addIncludeFilter(new AnnotationTypeFilter(Route.class));
    Map<String, Permission> views = new TreeMap<>();
    for (BeanDefinition view : scanner.findCandidateComponents("dev.pinwheel.studio")) {
      Class<?> type = ClassUtils.resolveClassName(String.valueOf(view.getBeanClassName()), null);
      views.put(type.getAnnotation(Route.class).value(), type.getAnnotation(Needs.class).value());
    }
    assertThat(views.size()).isGreaterThan(10);
    return views;
  }

  private static boolean may(Role role, Permission permission) {
    return role.includes(permission.need().role().orElseThrow());
  }

  /** Enabled, or disabled with a sentence that names the role. */
  private static void check(Locator offered, Role role, Permission permission) {
    assertThat(offered)
        .isEnabled(new LocatorAssertions.IsEnabledOptions().setEnabled(may(role, permission)));
  }

  private static void checkWithReason(Locator offered, Role role, Permission permission) {
    check(offered, role, permission);
    if (!may(role, permission)) {
      assertThat(offered).hasAttribute("title", Pattern.compile("role"));
    }
  }

  private static void checkWorkflows(StudioPage joe, Role role) {
    joe.goTo("/workflows?workspace=quiet");
    checkWithReason(joe.page().getByTestId("run-users-welcome"), role, Permission.SUBMIT_RUN);
  }

  private static void checkRun(StudioPage joe, Role role, String run) {
    RunPagePart page = joe.openRun(run, "quiet");
    check(joe.page().getByTestId("cancel-run"), role, Permission.CANCEL);
    check(joe.page().getByTestId("keep-run"), role, Permission.KEEP_RUN);
    checkWithReason(
        joe.page().getByRole(AriaRole.BUTTON, named("Resume quiet")),
        role,
        Permission.PAUSE_WORKSPACE);
    joe.page().getByTestId("rerun-more").click();
    Locator newRun = joe.page().locator("#new-run-like");
    assertThat(newRun).isVisible();
    assertThat(newRun)
        .hasAttribute(
            "title", may(role, Permission.SUBMIT_RUN) ? "" : refusal(role, "submit runs"));
    joe.page().keyboard().press("Escape");
    RerunDialogPart places = page.openRerunWhole();
    check(places.location("quiet"), role, Permission.RERUN_STEP);
    check(places.newChild(), role, Permission.CREATE_WORKSPACE);
    places.cancel();
  }

  private static String refusal(Role role, String purpose) {
    return "You need the role operator in 'quiet' to %s; you have the role %s."
        .formatted(purpose, role.word());
  }

  private static void checkWorkspaces(StudioPage joe, Role role) {
    joe.goTo("/workspaces?workspace=quiet");
    checkWithReason(joe.page().getByTestId("new-workspace"), role, Permission.CREATE_WORKSPACE);
    joe.page().getByRole(AriaRole.BUTTON, named("Actions on quiet")).click();
    Map<String, Permission> actions = new LinkedHashMap<>();
    actions.put("New workspace based on this…", Permission.CREATE_WORKSPACE);
    actions.put("Rename…", Permission.RENAME_WORKSPACE);
    actions.put("Change base…", Permission.CHANGE_BASE);
    actions.put("Retention…", Permission.SET_RETENTION);
    actions.put("Who may base on it…", Permission.SET_BASING);
    actions.put("Resume", Permission.PAUSE_WORKSPACE);
    actions.put("Archive…", Permission.ARCHIVE_WORKSPACE);
    actions.forEach((label, permission) ->
        checkWithReason(
            joe.page()
                .getByRole(
                    AriaRole.MENUITEM, new Page.GetByRoleOptions().setName(label).setExact(true)),
            role,
            permission));
    joe.page().keyboard().press("Escape");
  }

  private static void checkMenu(StudioPage joe, Role role) {
    joe.page().getByTestId("account-menu").click();
    assertThat(
            joe.page()
                .getByRole(
                    AriaRole.MENUITEM,
                    new Page.GetByRoleOptions().setName("Your account and tokens")))
        .isVisible();
    for (String page : new String[] {"Access", "Activity"}) {
      assertThat(
              joe.page()
                  .getByRole(
                      AriaRole.MENUITEM, new Page.GetByRoleOptions().setName(page).setExact(true)))
          .hasCount(role == Role.ADMINISTRATOR ? 1 : 0);
    }
    joe.page().keyboard().press("Escape");
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name).setExact(true);
  }
}
