package dev.pinwheel.studio.access;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.data.renderer.LitRenderer;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import dev.pinwheel.access.Needs;
import dev.pinwheel.access.Permission;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.query.ServerList.ServerView;
import dev.pinwheel.studio.live.Watch;
import dev.pinwheel.studio.page.StudioContext;
import dev.pinwheel.studio.parts.CardGrid;
import dev.pinwheel.studio.parts.EmptyState;
import dev.pinwheel.studio.parts.PageHeader;
import dev.pinwheel.studio.parts.WindowTitle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The server that works on the database, and those that stand by; for server administrators. */
@Route(value = "servers", layout = AccessLayout.class)
@Needs(Permission.SEE_SERVERS)
@JsModule("./live-clock.ts")
public final class ServersView extends Div implements BeforeEnterObserver, HasDynamicTitle {

  private static final String TITLE = "Servers";

  private final StudioContext context;
  private final CardGrid<ServerView> grid = new CardGrid<>(TITLE, "servers");
  private @Nullable Watch watch;

  public ServersView(StudioContext context) {
    this.context = context;
    addClassNames("pw-page", "pw-access");
    setTestId("servers-page");
    grid.addColumn(ServerView::name)
        .setHeader("Server")
        .setFlexGrow(3)
        .setPartNameGenerator(server -> "card-title");
    grid.addColumn(state()).setHeader("State").setFlexGrow(3);
    grid.addColumn(ServerView::version).setHeader("Version").setFlexGrow(2);
    grid.addColumn(clock(server -> server.startedAt().toEpochMilli()))
        .setHeader("Started")
        .setFlexGrow(1);
    grid.setEmptyStateComponent(
        new EmptyState("No servers", "Servers appear here once they register."));
    Div list = new Div(grid);
    list.addClassName("pw-access-lists");
    Div body = new Div(list);
    body.addClassName("pw-body");
    add(new PageHeader(TITLE), body);
  }

  private static LitRenderer<ServerView> state() {
    return LitRenderer.<ServerView>of(
            """
            <div class="pw-stack" data-gap="none">
              <span class="pw-state" data-state="${item.glyph}">${item.word}</span>
              <span class="pw-small pw-quiet pw-wrap">${item.meaning}</span>
            </div>
            """)
        .withProperty("glyph", ServersView::glyph)
        .withProperty("word", ServersView::word)
        .withProperty("meaning", ServersView::meaning);
  }

  private static LitRenderer<ServerView> clock(
      com.vaadin.flow.function.ValueProvider<ServerView, Long> at) {
    return LitRenderer.<ServerView>of(
            "<pw-clock mode=\"relative\" since=\"${item.at}\"></pw-clock>")
        .withProperty("at", server -> Long.toString(at.apply(server)));
  }

  private static String glyph(ServerView server) {
    return switch (server.state()) {
      case WORKING -> "done";
      case STANDBY -> "scheduled";
      case SILENT -> "abandoned";
    };
  }

  private static String word(ServerView server) {
    return switch (server.state()) {
      case WORKING -> "Works";
      case STANDBY -> "Stands by";
      case SILENT -> "Silent";
    };
  }

  private static String meaning(ServerView server) {
    return switch (server.state()) {
      case WORKING -> "Serves people, programs and workers";
      case STANDBY -> "Takes over when the one that works stops";
      case SILENT -> "No heartbeat for 10 s; it is stopped, frozen or cut off";
    };
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    if (!context.isServerAdministrator()) {
      throw Rejection.forbidden(
          "Servers are for server administrators; %s is not one."
              .formatted(context.actor().name()));
    }
  }

  @Override
  protected void onAttach(AttachEvent attach) {
    super.onAttach(attach);
    if (watch == null) {
      watch = context.live().watchRegularly(this, this::read, grid::show);
    }
  }

  /** Without when they were heard of, which always changes and is not shown. */
  private List<ServerView> read() {
    return context.reads().servers().list().stream()
        .map(server ->
            new ServerView(
                server.name(), server.state(), server.version(), server.startedAt(), null))
        .toList();
  }

  @Override
  public String getPageTitle() {
    return WindowTitle.of(TITLE);
  }
}
