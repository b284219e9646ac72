package dev.pinwheel.studio.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.RouterLink;
import com.vaadin.flow.spring.annotation.SpringComponent;
import dev.pinwheel.query.view.Sight;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.studio.page.CurrentViewpoint;
import dev.pinwheel.studio.page.StudioContext;
import dev.pinwheel.studio.page.WayBack;
import dev.pinwheel.studio.parts.ShortenedText;
import dev.pinwheel.studio.runs.RunsView;
import dev.pinwheel.studio.theme.StudioIcon;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What leads from pages of the server into the workspace from which the viewer came: the navigation
 * with its counts, and a link in the header. Both are hidden from those who see no workspace.
 */
final class ServerNavigation implements WayBack {

  private final StudioContext context;
  private final Sight sight;
  private final LastWorkspace lastWorkspace;
  private final Navigation navigation = new Navigation();
  private final RouterLink back = new RouterLink(RunsView.class);
  private final ShellCountsWatch counts;
  private volatile @Nullable Viewpoint viewpoint;

  private ServerNavigation(StudioContext context, WorkspaceCounts.Shared counts) {
    this.context = context;
    this.sight = context.sight();
    this.lastWorkspace =
        new LastWorkspace(context.reads().viewpoints(), context.reads().workspaces(), sight);
    this.counts = new ShellCountsWatch(context, counts, this::current, navigation::showCounts);
    back.addClassName("pw-way-back");
    back.getElement().setAttribute("data-testid", "back-to-workspace");
  }

  @Override
  public Component navigation() {
    return navigation;
  }

  @Override
  public Component link() {
    return back;
  }

  @Override
  public boolean enter(UI ui, Location location) {
    Optional<Viewpoint> found = find(ui);
    navigation.setVisible(found.isPresent());
    back.setVisible(found.isPresent());
    found.ifPresent(entered -> {
      viewpoint = entered;
      String name = entered.name().value();
      navigation.show(location, name);
      Span words = new Span("Back to");
      words.addClassName("pw-way-back-words");
      back.removeAll();
      back.add(StudioIcon.CHEVRON_LEFT.create(), words, new ShortenedText(name));
      back.getElement().setAttribute("aria-label", "Back to " + name);
      back.setQueryParameters(QueryParameters.of(CurrentViewpoint.PARAMETER, name));
      counts.restart();
      counts.start(navigation);
    });
    return found.isPresent();
  }

  private Optional<Viewpoint> find(UI ui) {
    Viewpoint before = ComponentUtil.getData(ui, Viewpoint.class);
    return Optional.ofNullable(before)
        .flatMap(known -> context.reads().viewpoints().find(known.name().value(), sight))
        .or(lastWorkspace::find);
  }

  private Viewpoint current() {
    Viewpoint known = viewpoint;
    if (known == null) {
      throw new IllegalStateException("There is no workspace to lead to");
    }
    return known;
  }

  /** One per server. */
  @SpringComponent
  static final class Factory implements WayBack.Factory {

    private final StudioContext context;
    private final WorkspaceCounts.Shared counts;

    Factory(StudioContext context, WorkspaceCounts.Shared counts) {
      this.context = context;
      this.counts = counts;
    }

    @Override
    public WayBack create() {
      return new ServerNavigation(context, counts);
    }
  }
}
