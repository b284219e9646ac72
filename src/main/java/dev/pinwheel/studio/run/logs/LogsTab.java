package dev.pinwheel.studio.run.logs;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.KeyModifier;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.renderer.LitRenderer;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.server.streams.DownloadHandler;
import com.vaadin.flow.server.streams.DownloadResponse;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.query.LogFilter;
import dev.pinwheel.query.LogPages;
import dev.pinwheel.query.run.RunHeader;
import dev.pinwheel.query.run.RunTree;
import dev.pinwheel.query.run.StepNode;
import dev.pinwheel.query.view.ArgumentText;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.studio.parts.Buttons;
import dev.pinwheel.studio.parts.StateLabel;
import dev.pinwheel.studio.run.action.RunActions;
import dev.pinwheel.studio.run.action.RunAddress;
import dev.pinwheel.studio.run.logs.LogReader.Request;
import dev.pinwheel.studio.theme.StudioIcon;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The Logs tab: all messages of a run that are visible from here, with filters. */
public final class LogsTab extends Div {

  private static final int DOWNLOAD_PAGE = 1_000;

  /** More than a stored line has. */
  private static final int LABEL_COLUMNS = 240;

  private static final Offered NOT_OFFERED = new Offered("", null);

  private final RunActions actions;
  private final LogArea area;
  private final Select<LogLevels> level = new Select<>();
  private final ComboBox<Integer> step = new ComboBox<>();
  private final TextField text = new TextField();
  private final Checkbox follow = new Checkbox("Follow");
  private final Checkbox wrap = new Checkbox("Wrap");
  private final Button previous =
      Buttons.icon(StudioIcon.CHEVRON_UP, "Previous match", click -> step(false));
  private final Button next =
      Buttons.icon(StudioIcon.CHEVRON_DOWN, "Next match", click -> step(true));
  private final Div end = new Div();
  private RunHeader.@Nullable FirstError shownError;
  private Map<Integer, Offered> steps = Map.of();
  private volatile @Nullable Request request;
  private boolean showing;

  public LogsTab(RunActions actions) {
    this.actions = actions;
    this.area = new LogArea(actions);
    addClassNames("pw-page", "pw-logs-tab");
    setTestId("logs");
    level.setItems(LogLevels.values());
    level.setItemLabelGenerator(LogLevels::label);
    level.setValue(LogLevels.ALL);
    level.setAriaLabel("Level");
    level.setTestId("log-level");
    step.setPlaceholder("All steps");
    step.setAriaLabel("Step");
    step.setClearButtonVisible(true);
    step.setItemLabelGenerator(number -> offered(number).label(number));
    step.setRenderer(
        LitRenderer.<Integer>of(
                """
                <div class="pw-target pw-truncate">${item.target}
                  <span class="pw-quiet">:${item.number}</span>
                  <span class="pw-arguments">${item.arguments}</span></div>\
                """)
            .withProperty("target", number -> offered(number).target())
            .withProperty("arguments", number -> ArgumentText.plain(offered(number).argumentLine()))
            .withProperty("number", number -> number));
    step.setTestId("log-step");
    text.setPlaceholder("Find in messages");
    text.setAriaLabel("Find in messages");
    text.setClearButtonVisible(true);
    text.setValueChangeMode(ValueChangeMode.LAZY);
    text.setTestId("log-text");
    text.addKeyPressListener(
        Key.ENTER, press -> step(!press.getModifiers().contains(KeyModifier.SHIFT)));
    previous.setTestId("log-previous");
    next.setTestId("log-next");
    level.addValueChangeListener(change -> filterChanged());
    step.addValueChangeListener(change -> filterChanged());
    text.addValueChangeListener(change -> filterChanged());
    follow.addValueChangeListener(change -> ask());
    // Lines are always wrapped there.
    wrap.addClassName("pw-not-on-phones");
    wrap.addValueChangeListener(change -> area.list().setWrap(change.getValue()));
    Anchor download = new Anchor(DownloadHandler.fromInputStream(event -> download()), "Download");
    download.addClassNames("pw-link", "pw-end");
    download.setTestId("log-download");
    LogColumns columns = new LogColumns(area.list()::setColumns);
    area.onRead(columns::offer);
    Div finding = new Div(text, previous, next, area.count());
    finding.addClassName("pw-log-finding");
    Div toolbar = new Div(level, step, finding, follow, wrap, columns, download);
    toolbar.addClassName("pw-toolbar");
    end.addClassName("pw-log-end");
    end.setTestId("log-error");
    add(toolbar, area, end);
  }

  /** Shows what the URL asks for. */
  public void show(Viewpoint viewpoint, RunTree tree, RunAddress.Logs logs) {
    showing = true;
    offer(tree);
    level.setValue(LogLevels.ofWord(logs.level()));
    step.setValue(steps.containsKey(logs.step()) ? logs.step() : null);
    text.setValue(logs.text());
    showing = false;
    ask(viewpoint, tree.header().run());
    showEnd(tree.header());
  }

  /** The log of a run that failed ends with the error, unless another step is looked at. */
  private void showEnd(RunHeader header) {
    RunHeader.FirstError error = header.status().isFailure() ? header.firstError() : null;
    Integer of = step.getValue();
    if (error != null && of != null && of != error.step().number()) {
      error = null;
    }
    end.setVisible(error != null);
    if (error != null && !error.equals(shownError)) {
      shownError = error;
      StepId failed = error.step();
      StateLabel sentence =
          new StateLabel(error.state(), error.target() + ": " + error.failure().message().strip());
      sentence.addClassName("pw-wrap");
      sentence.setTitle(sentence.getText());
      Button show = Buttons.inline("Show step", click -> actions.select(failed));
      show.setAriaLabel("Show step " + error.target());
      end.removeAll();
      end.add(sentence, show);
    }
  }

  /** A step that can be chosen. */
  record Offered(String target, @Nullable String argumentLine) {

    /** {@code fetchUser :3 userId u1}, in which typing looks. */
    String label(int number) {
      return ArgumentText.spoken((target + " :" + number).strip(), argumentLine, LABEL_COLUMNS);
    }
  }

  private Offered offered(int number) {
    return steps.getOrDefault(number, NOT_OFFERED);
  }

  private void offer(RunTree tree) {
    Map<Integer, Offered> offered = new LinkedHashMap<>();
    for (StepNode node : tree.nodes()) {
      offered.put(node.step().number(), new Offered(node.target(), node.argumentLine()));
    }
    boolean otherSteps = !offered.equals(steps);
    // Of equal ones the newer: the tree has their texts, too.
    steps = offered;
    if (otherSteps) {
      step.setItems(new ArrayList<>(offered.keySet()));
    }
  }

  /** Goes to the next match, or to the previous one. */
  private void step(boolean forward) {
    if (!text.isEmpty()) {
      area.list().step(forward);
    }
  }

  private void filterChanged() {
    if (!showing) {
      actions.replace(
          actions
              .address()
              .withLogs(
                  new RunAddress.Logs(
                      level.getValue().word(), step.getValue(), text.getValue(), "")));
      ask();
    }
  }

  private void ask() {
    Request asked = request;
    if (asked != null) {
      ask(asked.viewpoint(), asked.run());
    }
  }

  private void ask(Viewpoint viewpoint, RunId run) {
    LogFilter filter =
        new LogFilter(null, step.getValue(), level.getValue().levels(), text.getValue());
    String line = actions.address().logs().line();
    Request asked =
        new Request(
            viewpoint,
            run,
            filter,
            follow.getValue(),
            line.matches("\\d{1,18}") ? Long.parseLong(line) : 0);
    request = asked;
    previous.setVisible(asked.isSearch());
    next.setVisible(asked.isSearch());
    area.show(asked);
  }

  /** The whole log as it is filtered, page by page into one text. */
  private DownloadResponse download() {
    Request asked = request;
    StringBuilder log = new StringBuilder();
    String name = asked == null ? "log.txt" : asked.run() + ".log";
    if (asked != null) {
      long cursor = 0;
      LogPages.Slice page;
      do {
        page =
            actions
                .context()
                .reads()
                .logs()
                .listAfter(asked.viewpoint(), asked.run(), asked.filter(), cursor, DOWNLOAD_PAGE);
        log.append(LogRows.text(page.lines()));
        cursor = page.cursor();
      } while (page.more());
    }
    byte[] bytes = log.toString().getBytes(StandardCharsets.UTF_8);
    return new DownloadResponse(
        new ByteArrayInputStream(bytes), name, "text/plain; charset=utf-8", bytes.length);
  }
}
