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
import dev.pinwheel.studio.parts.Announcer;
import dev.pinwheel.studio.shell.AccountMenu;
import dev.pinwheel.studio.shell.RootView;
import dev.pinwheel.studio.shell.ServerNavigation;
import dev.pinwheel.studio.shell.StudioContext;
import dev.pinwheel.studio.shell.ThemeSwitch;
import dev.pinwheel.studio.shell.WorkspaceCounts;
import dev.pinwheel.studio.theme.Mark;

/**
 * The frame around views that look from no workspace: a header, and the navigation and the way back
 * of the workspace from which one came.
 */
@JsModule("./shell.ts")
public final class AccessLayout extends Div implements RouterLayout, AfterNavigationObserver {

  private final Main main = new Main();
  private final ServerNavigation navigation;

  public AccessLayout(StudioContext context, WorkspaceCounts.Shared counts) {
    navigation = new ServerNavigation(context, counts);
    addClassName("pw-shell");
    main.addClassName("pw-main");
    main.setId("main");
    main.getElement().setAttribute("tabindex", "-1");
    Anchor skip = new Anchor("#main", "Skip to content");
    skip.addClassName("pw-skip");
    skip.setRouterIgnore(true);
    add(skip, header(context), navigation.navigation(), main, new Announcer());
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
    Header header = new Header(brand, navigation.back(), end);
    header.addClassName("pw-header");
    return header;
  }

  @Override
  public void afterNavigation(AfterNavigationEvent event) {
    boolean leadsSomewhere = navigation.enter(UI.getCurrent(), event.getLocation());
    setClassName("pw-shell-plain", !leadsSomewhere);
  }

  @Override
  public void showRouterLayoutContent(HasElement content) {
    main.getElement().appendChild(content.getElement());
  }
}
