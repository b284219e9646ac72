package dev.pinwheel.studio.run.notice;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentEvent;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.shared.Registration;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.WorkspaceId;
import dev.pinwheel.query.run.RunRow;
import dev.pinwheel.query.view.Sight;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.studio.live.EngineChanges;
import dev.pinwheel.studio.live.Watch;
import dev.pinwheel.studio.page.Notifications;
import dev.pinwheel.studio.page.StudioContext;
import dev.pinwheel.studio.parts.RunLinks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tells by notifications of the browser when runs have ended, wherever in the Studio one is. Part
 * of the frame of a page; what is to be told is forgotten with the page.
 */
public final class EndNotices extends Span {

  /** One run has one notification, also when several tabs tell it. */
  private static final String TELL =
      """
      const there = new URL(`${$3}?workspace=${encodeURIComponent($4)}`, document.baseURI);
      try {
        const notice = new Notification($0, { body: $1, tag: $2 });
        notice.onclick = () => { window.focus(); window.location.assign(there); notice.close(); };
      } catch (notFromPages) {
        console.info($0, $1);
      }\
      """;

  private static final String KEPT = "pinwheel.tellMe";

  private final StudioContext context;
  private final Sight sight;
  private final Set<Notice> awaited = ConcurrentHashMap.newKeySet();
  private @Nullable Watch watch;

  /**
   * A run whose end is to be told.
   *
   * @param from the workspace whose view of the run counts (W5)
   */
  public record Notice(RunId run, String workflow, WorkspaceId from) {

    private static final Pattern KEPT_LINE = Pattern.compile("(\\w+) (\\d{1,18}) (.+)");

    /** For the browser to keep, so that the page can be loaded again. */
    String line() {
      return run + " " + from.value() + " " + workflow;
    }

    /** Empty when it is no {@link #line}. */
    static Optional<Notice> parse(String line) {
      Matcher kept = KEPT_LINE.matcher(line);
      return kept.matches()
          ? RunId.parse(kept.group(1))
              .map(run ->
                  new Notice(run, kept.group(3), new WorkspaceId(Long.parseLong(kept.group(2)))))
          : Optional.empty();
    }
  }

  private record Ended(Notice notice, String workspace, RunRow row) {}

  public EndNotices(StudioContext context) {
    this.sight = context.sight();
    this.context = context;
    setVisible(false);
    addAttachListener(attach -> {
      ComponentUtil.setData(attach.getUI(), EndNotices.class, this);
      attach
          .getUI()
          .getPage()
          .executeJs("return sessionStorage.getItem($0) ?? ''", KEPT)
          .then(
              String.class,
              kept -> kept.lines().forEach(line -> Notice.parse(line).ifPresent(this::await)));
    });
  }

  /** Whether the end of this run is to be told. */
  public static boolean isAwaited(UI ui, RunId run) {
    EndNotices notices = ComponentUtil.getData(ui, EndNotices.class);
    return notices != null && notices.awaited.stream().anyMatch(notice -> notice.run().equals(run));
  }

  /** Tells it when the run ends. */
  public static void tell(UI ui, Notice notice) {
    EndNotices notices = ComponentUtil.getData(ui, EndNotices.class);
    if (notices != null) {
      notices.await(notice);
      notices.keep(ui);
      Notifications.done(EndText.promise(notice.run()));
    }
  }

  private void keep(UI ui) {
    ui.getPage()
        .executeJs(
            "sessionStorage.setItem($0, $1)",
            KEPT,
            awaited.stream().map(Notice::line).collect(Collectors.joining("\n")));
  }

  private void await(Notice notice) {
    awaited.add(notice);
    if (watch == null) {
      watch = context.live().watchAlsoHidden(this, this::concerns, this::readEnded, this::tell);
    } else {
      watch.refresh();
    }
    getUI().ifPresent(ui -> ComponentUtil.fireEvent(ui, new Changed(ui)));
  }

  private boolean concerns(EngineChanges changes) {
    return !awaited.isEmpty()
        && changes.runs().stream()
            .anyMatch(
                changed -> awaited.stream().anyMatch(notice -> notice.run().equals(changed.run())));
  }

  private List<Ended> readEnded() {
    List<Ended> ended = new ArrayList<>();
    for (Notice notice : awaited) {
      find(notice).filter(one -> !one.row().active()).ifPresent(ended::add);
    }
    return ended;
  }

  /** Notifies the component, while it is attached, when other runs are awaited. */
  public static void onChange(Component component, Runnable listener) {
    component.addAttachListener(attach -> {
      Registration registration =
          ComponentUtil.addListener(attach.getUI(), Changed.class, changed -> listener.run());
      component.addDetachListener(detach -> {
        registration.remove();
        detach.unregisterListener();
      });
    });
  }

  private static final class Changed extends ComponentEvent<UI> {
    private static final long serialVersionUID = 1L;

    Changed(UI ui) {
      super(ui, false);
    }
  }

  private Optional<Ended> find(Notice notice) {
    try {
      Viewpoint viewpoint = context.reads().viewpoints().get(notice.from(), sight);
      return context
          .reads()
          .runs()
          .find(viewpoint, notice.run())
          .map(row -> new Ended(notice, viewpoint.name().value(), row));
    } catch (Rejection noSuchWorkspace) {
      return Optional.empty();
    }
  }

  private void tell(List<Ended> ended) {
    for (Ended one : ended) {
      RunId run = one.notice().run();
      if (awaited.remove(one.notice())) {
        UI ui = UI.getCurrent();
        String title = EndText.title(one.notice().workflow(), one.row().status());
        String body = EndText.body(run, one.workspace());
        ui.getPage()
            .executeJs(TELL, title, body, "pinwheel-" + run, RunLinks.path(run), one.workspace());
        Notifications.done(title + " · " + body);
        keep(ui);
      }
    }
  }
}
