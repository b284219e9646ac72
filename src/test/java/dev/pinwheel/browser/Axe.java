package dev.pinwheel.browser;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import java.util.Arrays;
import java.util.List;

/**
 * What axe-core has against a page, one line for each element. Unlike {@link AxeBuilder#analyze},
 * it runs in the page itself, and describes nothing but violations, which is several times as
 * quick.
 */
final class Axe {

  /**
   * Resolves when nothing fades any more; rejects when that takes too long, or nothing is drawn.
   */
  private static final String STILL =
      """
      async millis => {
        const late = performance.now() + millis;
        const frame = () =>
          new Promise((resolve, reject) => {
            const left = late - performance.now();
            const timer = setTimeout(() => reject(new Error(`Not still after ${millis} ms.`)), left);
            requestAnimationFrame(() => {
              clearTimeout(timer);
              resolve();
            });
          });
        // A document does not tell the animations of its shadow trees.
        const roots = root => [
          root,
          ...[...root.querySelectorAll('*')].flatMap(e => (e.shadowRoot ? roots(e.shadowRoot) : [])),
        ];
        const fading = () =>
          roots(document).flatMap(root => root.getAnimations()).filter(a => a instanceof CSSTransition);
        await frame();
        await frame();
        // Another theme may fade in; a transition that is taken back never finishes.
        while (fading().some(transition => transition.playState === 'running')) {
          await frame();
        }
      }
      """;

  private static final String RUN =
      """
      async rules => {
        const options = { resultTypes: ['violations'], preload: false };
        if (rules.length > 0) {
          options.runOnly = { type: 'rule', values: rules };
        }
        const { violations } = await axe.run(document, options);
        return violations.flatMap(({ id, impact, nodes }) =>
          nodes.map(({ html, failureSummary }) =>
            `${id} (${impact}) ${html}\\n    ${failureSummary.replaceAll('\\n', ' ')}`));
      }
      """;

  /** Scripts, unlike all else that Playwright does, wait for ever unless they limit themselves. */
  private static final int PATIENCE_MILLIS = 60_000;

  private Axe() {}

  /**
   * @param rules only these; all when none is given
   */
  @SuppressWarnings("unchecked") // as RUN returns it
  static List<String> violations(Page page, String... rules) {
    if (page.evaluate("typeof axe").equals("undefined")) {
      page.evaluate(AxeBuilder.getAxeScript());
    }
    awaitStill(page);
    return (List<String>) page.evaluate(RUN, Arrays.asList(rules));
  }

  /** Waits until another theme has faded in, also inside components. */
  static void awaitStill(Page page) {
    page.evaluate(STILL, PATIENCE_MILLIS);
  }
}
