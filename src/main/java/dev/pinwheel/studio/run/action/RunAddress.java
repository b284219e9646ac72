package dev.pinwheel.studio.run.action;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the URL of a run page says, apart from the workspace: {@code
 * /runs/R7K2/steps?step=3&attempt=2&tab=memo}. What makes no sense is left out.
 *
 * @param run as written; maybe no run's id
 * @param step number of the selected step; null when nothing is selected
 * @param attempt null for the current one
 * @param card id of the selected card of many steps; null when a step or nothing is selected
 * @param full whether the step takes the whole page
 * @param logs which messages the Logs tab shows
 * @param steps which rows the Steps tab shows
 * @param compared what the run is compared with, instead of being shown alone
 */
public record RunAddress(
    String run,
    View view,
    @Nullable Integer step,
    @Nullable Integer attempt,
    @Nullable String card,
    PanelTab tab,
    boolean full,
    Logs logs,
    Steps steps,
    Compared compared) {

  /** The ways to look at a run. */
  public enum View {
    GRAPH,
    TIMELINE,
    STEPS,
    LOGS;

    /** In paths; empty for the graph. */
    public String word() {
      return this == GRAPH ? "" : name().toLowerCase(Locale.ROOT);
    }
  }

  /** The tabs of the step panel. */
  public enum PanelTab {
    OVERVIEW,
    MEMO,
    LOGS,
    CALLS,
    COMPARE;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Filters of the log.
   *
   * @param level the least one shown: debug, info, warn or error; empty for all
   * @param step only this one; null for all
   * @param text empty for all
   * @param line id of the message that the address points to; empty for none
   */
  public record Logs(String level, @Nullable Integer step, String text, String line) {
    public static final Logs ALL = new Logs("", null, "", "");
  }

  /**
   * Filters and order of the steps.
   *
   * @param find in targets, arguments and errors; empty for all
   * @param sort as {@code StepOrder} reads it; empty for call order
   */
  public record Steps(String find, boolean onlyFailed, boolean hideDone, String sort) {
    public static final Steps ALL = new Steps("", false, false, "");
  }

  /**
   * What the run is compared with.
   *
   * @param with as {@code CompareWith} reads it; empty when nothing is compared
   * @param call the selected call, by its key; empty for none
   */
  public record Compared(String with, String call) {
    public static final Compared NOT = new Compared("", "");
  }

  public static RunAddress of(String run) {
    return new RunAddress(
        run,
        View.GRAPH,
        null,
        null,
        null,
        PanelTab.OVERVIEW,
        false,
        Logs.ALL,
        Steps.ALL,
        Compared.NOT);
  }

  /**
   * @param view the second part of the path; empty for the graph
   * @param parameters of the query; the last one of a name counts
   */
  public static RunAddress parse(String run, String view, Map<String, List<String>> parameters) {
    Integer step = number(parameters, "step");
    View shown = find(View.values(), view).orElse(View.GRAPH);
    return new RunAddress(
        run,
        shown,
        step,
        step == null ? null : number(parameters, "attempt"),
        step == null && !text(parameters, "card").isEmpty() ? text(parameters, "card") : null,
        find(PanelTab.values(), text(parameters, "tab")).orElse(PanelTab.OVERVIEW),
        step != null && text(parameters, "panel").equals("full"),
        shown == View.LOGS ? logs(parameters) : Logs.ALL,
        shown == View.STEPS ? steps(parameters) : Steps.ALL,
        compared(parameters));
  }

  private static Compared compared(Map<String, List<String>> parameters) {
    String with = text(parameters, "compare");
    return with.isEmpty() ? Compared.NOT : new Compared(with, text(parameters, "call"));
  }

  private static Logs logs(Map<String, List<String>> parameters) {
    return new Logs(
        text(parameters, "level"),
        number(parameters, "of"),
        text(parameters, "find"),
        text(parameters, "line"));
  }

  private static Steps steps(Map<String, List<String>> parameters) {
    return new Steps(
        text(parameters, "find"),
        text(parameters, "only").equals("failed"),
        text(parameters, "hide").equals("done"),
        text(parameters, "sort"));
  }

  /** {@code runs/R7K2/steps}. */
  public String path() {
    return view == View.GRAPH ? "runs/" + run : "runs/" + run + "/" + view.word();
  }

  /** The query parameters in a fixed order, the workspace first. */
  public Map<String, String> parameters(String workspace) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("workspace", workspace);
    if (step != null) {
      parameters.put("step", step.toString());
      if (attempt != null) {
        parameters.put("attempt", attempt.toString());
      }
      if (tab != PanelTab.OVERVIEW) {
        parameters.put("tab", tab.word());
      }
      if (full) {
        parameters.put("panel", "full");
      }
    }
    putUnlessEmpty(parameters, "card", card == null ? "" : card);
    if (view == View.LOGS) {
      putUnlessEmpty(parameters, "level", logs.level);
      putUnlessEmpty(parameters, "of", logs.step == null ? "" : logs.step.toString());
      putUnlessEmpty(parameters, "find", logs.text);
      putUnlessEmpty(parameters, "line", logs.line);
    }
    if (view == View.STEPS) {
      putUnlessEmpty(parameters, "find", steps.find);
      putUnlessEmpty(parameters, "only", steps.onlyFailed ? "failed" : "");
      putUnlessEmpty(parameters, "hide", steps.hideDone ? "done" : "");
      putUnlessEmpty(parameters, "sort", steps.sort);
    }
    putUnlessEmpty(parameters, "compare", compared.with);
    putUnlessEmpty(parameters, "call", compared.call);
    return parameters;
  }

  /** Shows the run in another way; the selection stays. */
  public RunAddress withView(View other) {
    return new RunAddress(run, other, step, attempt, card, tab, false, logs, steps, Compared.NOT);
  }

  /** Selects a step at its current attempt; the tab stays. */
  public RunAddress withStep(int number) {
    return new RunAddress(run, view, number, null, null, tab, full, logs, steps, Compared.NOT);
  }

  /** Shows an attempt of a step; null for the current one. */
  public RunAddress withAttempt(int number, @Nullable Integer shown) {
    return new RunAddress(run, view, number, shown, null, tab, full, logs, steps, Compared.NOT);
  }

  public RunAddress withTab(PanelTab other) {
    return new RunAddress(run, view, step, attempt, card, other, full, logs, steps, Compared.NOT);
  }

  public RunAddress withFull(boolean whole) {
    return new RunAddress(run, view, step, attempt, card, tab, whole, logs, steps, Compared.NOT);
  }

  public RunAddress withLogs(Logs filter) {
    return new RunAddress(run, view, step, attempt, card, tab, full, filter, steps, Compared.NOT);
  }

  public RunAddress withSteps(Steps filter) {
    return new RunAddress(run, view, step, attempt, card, tab, full, logs, filter, Compared.NOT);
  }

  /** Selects a card of many steps. */
  public RunAddress withCard(String id) {
    return new RunAddress(
        run, view, null, null, id, PanelTab.OVERVIEW, false, logs, steps, Compared.NOT);
  }

  /** Whether the run is compared with something. */
  public boolean isCompared() {
    return !compared.with.isEmpty();
  }

  /**
   * Compares the run, as drawn with the chosen attempt, else as it is now.
   *
   * @param with as {@code CompareWith} writes it
   */
  public RunAddress withCompared(String with) {
    Integer pinned = attempt == null ? null : step;
    return new RunAddress(
        run,
        View.GRAPH,
        pinned,
        attempt,
        null,
        PanelTab.OVERVIEW,
        false,
        Logs.ALL,
        Steps.ALL,
        new Compared(with, ""));
  }

  /** Selects a call of the comparison, by its key; empty for none. */
  public RunAddress withComparedCall(String call) {
    return new RunAddress(
        run, view, step, attempt, card, tab, full, logs, steps, new Compared(compared.with, call));
  }

  /** Shows the run alone again. */
  public RunAddress withoutCompared() {
    return new RunAddress(run, view, step, attempt, card, tab, full, logs, steps, Compared.NOT);
  }

  /** Closes the panel. */
  public RunAddress withoutStep() {
    return new RunAddress(
        run, view, null, null, null, PanelTab.OVERVIEW, false, logs, steps, Compared.NOT);
  }

  private static void putUnlessEmpty(Map<String, String> parameters, String name, String value) {
    if (!value.isEmpty()) {
      parameters.put(name, value);
    }
  }

  private static <E extends Enum<E>> Optional<E> find(E[] values, String word) {
    for (E value : values) {
      if (value.name().toLowerCase(Locale.ROOT).equals(word)) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }

  private static String text(Map<String, List<String>> parameters, String name) {
    List<String> values = parameters.getOrDefault(name, List.of());
    return values.isEmpty() ? "" : values.getLast();
  }

  private static @Nullable Integer number(Map<String, List<String>> parameters, String name) {
    String text = text(parameters, name);
    return text.matches("[1-9]\\d{0,8}") ? Integer.valueOf(text) : null;
  }
}
