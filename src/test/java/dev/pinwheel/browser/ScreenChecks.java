package dev.pinwheel.browser;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import com.microsoft.playwright.options.ViewportSize;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.assertj.core.api.SoftAssertions;

/**
 * Views, dialogs and menus over long lists and long names: by axe in both themes, at 200 % zoom and
 * on a phone, and with {@code -Dpinwheel.screenshots=true} as pictures in {@code
 * target/screenshots} to look at. {@code -Dpinwheel.widths=820,1920} takes them at these widths,
 * too, in both themes.
 */
final class ScreenChecks {

  private static final Path PICTURES = Path.of("target", "screenshots");

  /** What is out of sight keeps the colours of the former theme until it comes into sight. */
  private static final Page.AddStyleTagOptions RESTYLED =
      new Page.AddStyleTagOptions()
          .setContent(".pw-log { content-visibility: visible !important }");

  /** Each waits as long as Playwright does; after these, the server or the browser is not well. */
  private static final int UNREACHED_AT_MOST = 3;

  private final StudioPage page;
  private final SoftAssertions seen = new SoftAssertions();
  private int unreached;

  private ScreenChecks(StudioPage page) {
    this.page = page;
  }

  /**
   * Goes through the screens, or through those whose words match the system property {@code
   * pinwheel.screen}, when one looks at few.
   *
   * @throws AssertionError naming all that was found in any of them
   */
  static void of(StudioPage page, Set<StudioScreen> screens) {
    String pattern = System.getProperty("pinwheel.screen", ".*");
    ScreenChecks checks = new ScreenChecks(page);
    screens.stream().filter(screen -> screen.word().matches(pattern)).forEach(checks::check);
    checks.seen.assertAll();
  }

  /** Looks at what the page shows, and makes it as it was. */
  static void ofShown(StudioPage page, String name) {
    ScreenChecks checks = new ScreenChecks(page);
    ViewportSize before = page.page().viewportSize();
    checks.lookAtShown(name);
    page.page().setViewportSize(before.width, before.height);
    checks.show(ColorScheme.LIGHT);
    page.awaitQuiet();
    checks.seen.assertAll();
  }

  private void check(StudioScreen screen) {
    if (unreached == UNREACHED_AT_MOST) {
      return;
    }
    try {
      look(screen);
    } catch (RuntimeException | AssertionError e) {
      unreached++;
      seen.fail(screen.word() + ": " + e.getMessage(), e);
    }
  }

  private void look(StudioScreen screen) {
    // What is left behind need not change its theme and size.
    page.page().navigate("about:blank");
    show(ColorScheme.LIGHT);
    page.page().setViewportSize(1280, 720);
    screen.goThere(page);
    lookAtShown(screen.word());
  }

  /** Looks at what is shown, which then has the size of a phone and dark colours. */
  private void lookAtShown(String screen) {
    page.awaitQuiet();
    seen.assertThat(violations(screen, "light")).as("%s, light", screen).isEmpty();
    show(ColorScheme.DARK);
    if (page.page().locator(".pw-log").count() > 0) {
      page.page().addStyleTag(RESTYLED);
    }
    seen.assertThat(violations(screen, "dark", "color-contrast")).as("%s, dark", screen).isEmpty();
    // A window of 1280×720 at 200 % has 640×360 pixels to draw in.
    isNotCutOff(screen, "zoomed", 640, 360);
    isNotCutOff(screen, "phone", 390, 844);
    widths().forEach(width -> takeAtWidth(screen, width));
  }

  /** Where one wants to look at every width: none in a run of all tests. */
  private static List<Integer> widths() {
    return Arrays.stream(System.getProperty("pinwheel.widths", "").split(","))
        .filter(width -> !width.isEmpty())
        .map(Integer::valueOf)
        .toList();
  }

  private void takeAtWidth(String screen, int width) {
    String size = Integer.toString(width);
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      show(scheme);
      isNotCutOff(
          screen,
          size + "-" + scheme.name().toLowerCase(Locale.ROOT),
          width,
          width < 600 ? 844 : 900);
    }
  }

  private List<String> violations(String screen, String theme, String... rules) {
    List<String> found = Axe.violations(page.page(), rules);
    // Only now, because axe waits until another theme has faded in.
    take(page, theme, screen);
    return found;
  }

  private void isNotCutOff(String screen, String size, int width, int height) {
    page.page().setViewportSize(width, height);
    page.awaitQuiet();
    Axe.awaitStill(page.page());
    Object excess =
        page.page()
            .evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth");
    seen.assertThat(excess).as("%s, %s: wider by", screen, size).isEqualTo(0);
    take(page, size, screen);
  }

  private void show(ColorScheme scheme) {
    page.page()
        .emulateMedia(
            new Page.EmulateMediaOptions()
                .setColorScheme(scheme)
                .setReducedMotion(ReducedMotion.REDUCE));
  }

  /** A picture to look at; none in a run of all tests, where it would cost more than the checks. */
  static void take(StudioPage page, String directory, String name) {
    if (!Boolean.getBoolean("pinwheel.screenshots") && widths().isEmpty()) {
      return;
    }
    page.page()
        .screenshot(
            new Page.ScreenshotOptions()
                .setPath(
                    PICTURES.resolve(directory).resolve(name.toLowerCase(Locale.ROOT) + ".png")));
  }
}
