package dev.pinwheel.studio.access;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import dev.pinwheel.access.AccessSnapshot;
import dev.pinwheel.access.Needs;
import dev.pinwheel.access.Permission;
import dev.pinwheel.access.Role;
import dev.pinwheel.model.Actor;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.RunId;
import dev.pinwheel.query.ActivityFilter;
import dev.pinwheel.query.ActivityRow;
import dev.pinwheel.query.view.Sight;
import dev.pinwheel.studio.live.Watch;
import dev.pinwheel.studio.page.StudioContext;
import dev.pinwheel.studio.parts.Buttons;
import dev.pinwheel.studio.parts.PageHeader;
import dev.pinwheel.studio.parts.ViewerZone;
import dev.pinwheel.studio.parts.WindowTitle;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who did what, for administrators (A6). The filters stand in the address. */
@Route(value = "activity", layout = AccessLayout.class)
@Needs(Permission.SEE_ACTIVITY)
public final class ActivityView extends Div implements BeforeEnterObserver, HasDynamicTitle {

  private static final String TITLE = "Activity";
  private static final int PAGE = 100;
  private static final int MOST = 2_000;

  private final StudioContext context;
  private final Actor actor;
  private final TextField by = field("By", "by");
  private final TextField workspace = field("Workspace", "workspace-of");
  private final TextField action = field("Action", "action");
  private final TextField run = field("Run", "run");
  private final ActivityGrid grid = new ActivityGrid(true);
  private final Button more = Buttons.secondary("Show more", click -> showMore());
  private volatile ActivityFilter filter = ActivityFilter.ALL;
  private volatile int limit = PAGE;
  private @Nullable Watch watch;

  public ActivityView(StudioContext context) {
    this.context = context;
    this.actor = context.actor();
    addClassNames("pw-page", "pw-access");
    setTestId("activity-page");
    Div filters = new Div(by, workspace, action, run);
    filters.addClassNames("pw-toolbar", "pw-activity-filters");
    more.setTestId("more-activity");
    more.setVisible(false);
    Div list = new Div(grid, more);
    list.addClassName("pw-access-lists");
    Div body = new Div(list);
    body.addClassName("pw-body");
    add(new PageHeader(TITLE), filters, body);
  }

  private TextField field(String label, String testId) {
    TextField field = new TextField();
    field.setPlaceholder(label);
    field.setAriaLabel(label);
    field.setClearButtonVisible(true);
    field.setValueChangeMode(ValueChangeMode.LAZY);
    field.setTestId("activity-" + testId);
    field.addValueChangeListener(change -> {
      if (change.isFromClient()) {
        filterChanged();
      }
    });
    return field;
  }

  private void filterChanged() {
    Map<String, String> chosen = new LinkedHashMap<>();
    put(chosen, "by", by);
    put(chosen, "in", workspace);
    put(chosen, "action", action);
    put(chosen, "run", run);
    UI ui = UI.getCurrent();
    ui.getPage()
        .getHistory()
        .replaceState(null, new Location("activity", QueryParameters.simple(chosen)));
    apply();
  }

  private static void put(Map<String, String> chosen, String name, TextField field) {
    if (!field.getValue().isBlank()) {
      chosen.put(name, field.getValue().strip());
    }
  }

  private void apply() {
    RunId only = RunId.parse(run.getValue().strip()).orElse(null);
    boolean isWrong = only == null && !run.getValue().isBlank();
    run.setInvalid(isWrong);
    run.setErrorMessage(isWrong ? "Such as R7K2" : "");
    filter = new ActivityFilter(text(workspace), text(by), text(action), only);
    limit = PAGE;
    if (watch != null) {
      watch.refresh();
    }
  }

  private static @Nullable String text(TextField field) {
    return field.getValue().isBlank() ? null : field.getValue().strip();
  }

  private void showMore() {
    limit = Math.min(limit + PAGE, MOST);
    if (watch != null) {
      watch.refresh();
    }
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    if (!context.isAdministrator()) {
      throw Rejection.forbidden(
          "Activity is for administrators of the server or of a workspace; %s is not one."
              .formatted(actor.name()));
    }
    QueryParameters given = event.getLocation().getQueryParameters();
    by.setValue(given.getSingleParameter("by").orElse(""));
    workspace.setValue(given.getSingleParameter("in").orElse(""));
    action.setValue(given.getSingleParameter("action").orElse(""));
    run.setValue(given.getSingleParameter("run").orElse(""));
    apply();
  }

  @Override
  protected void onAttach(AttachEvent attach) {
    super.onAttach(attach);
    if (watch == null) {
      watch = context.live().watchCalmly(this, changes -> true, this::read, this::show);
    }
  }

  private List<ActivityRow> read() {
    AccessSnapshot access = context.access();
    Instant now = context.clock().instant();
    Sight administered =
        place -> access.role(actor, place, now).filter(Role.ADMINISTRATOR::equals).isPresent();
    return context
        .reads()
        .activity()
        .list(
            filter,
            administered,
            access.isServerAdministrator(actor, now),
            Long.MAX_VALUE,
            limit + 1);
  }

  private void show(List<ActivityRow> rows) {
    grid.show(rows.subList(0, Math.min(limit, rows.size())), ViewerZone.of(getUI().orElseThrow()));
    more.setVisible(rows.size() > limit && limit < MOST);
  }

  @Override
  public String getPageTitle() {
    return WindowTitle.of(TITLE);
  }
}
