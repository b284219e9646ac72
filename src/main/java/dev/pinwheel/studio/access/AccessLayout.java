package dev.pinwheel.studio.access;

import com.vaadin.flow.component.HasElement;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.RouterLayout;
import com.vaadin.flow.router.RouterLink;
import dev.pinwheel.studio.page.RootView;
import dev.pinwheel.studio.page.StudioContext;
import dev.pinwheel.studio.page.ThemeSwitch;
import dev.pinwheel.studio.page.WayBack;
import dev.pinwheel.studio.parts.Announcer;
import dev.pinwheel.studio.theme.Mark;

/**
 * The frame around views that look from no workspace: a header, and the navigation and the way back
 * of the workspace from which one came.
 */
@JsModule("./shell.ts")
public final class AccessLayout extends Div implements RouterLayout, AfterNavigationObserver {

  private final Main main = new Main();
  private final WayBack wayBack;

  public AccessLayout(StudioContext context, WayBack.Factory waysBack) {
    wayBack = waysBack.create();
    addClassName("pw-shell");
    main.addClassName("pw-main");
    main.setId("main");
    main.getElement().setAttribute("tabindex", "-1");
    Anchor skip = new Anchor("#main", "Skip to content");
    skip.addClassName("pw-skip");
    skip.setRouterIgnore(true);
    add(skip, header(context), wayBack.navigation(), main, new Announcer());
  }

  private Header header(StudioContext context) {
    Span name = new Span("Pinwheel");
    name.addClassName("pw-brand-name");
    RouterLink brand = new RouterLink(RootView.class);
    brand.addClassName("pw-brand");
    brand.add(new Mark(), name);
    brand.getElement().setAttribute("aria-label", "Pinwheel, runs");
    brand.getElement().setAttribute("data-testid", "back-to-runs");
    Div end = new Div(new ThemeSwitch(), new AccountMenu(context));
    end.addClassName("pw-header-end");
    Header header = new Header(brand, wayBack.link(), end);
    header.addClassName("pw-header");
    return header;
  }

  @Override
  public void afterNavigation(AfterNavigationEvent event) {
    boolean leadsSomewhere = wayBack.enter(UI.getCurrent(), event.getLocation());
    setClassName("pw-shell-plain", !leadsSomewhere);
  }

  @Override
  public void showRouterLayoutContent(HasElement content) {
    main.getElement().appendChild(content.getElement());
  }
}
