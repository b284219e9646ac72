package dev.pinwheel.studio.run.steps;

import dev.pinwheel.query.run.StepNode;
import dev.pinwheel.query.view.ArgumentText;
import dev.pinwheel.query.view.State;
import dev.pinwheel.studio.run.action.RunAddress;
import dev.pinwheel.studio.run.drawing.StepOrder;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The rows that are shown: all of them; those that a filter leaves, with their callers; or, in
 * another order than call order, the steps as a list.
 */
final class StepTableView {

  private final StepTableRows rows;
  private final List<StepTableRow> roots;
  private final @Nullable Set<String> kept;
  private final Set<String> matching;
  private final boolean flat;
  private final int steps;

  private StepTableView(
      StepTableRows rows,
      List<StepTableRow> roots,
      @Nullable Set<String> kept,
      Set<String> matching,
      boolean flat,
      int steps) {
    this.rows = rows;
    this.roots = roots;
    this.kept = kept;
    this.matching = matching;
    this.flat = flat;
    this.steps = steps;
  }

  /** Nothing. */
  static final StepTableView NONE = all(StepTableRows.NONE);

  static StepTableView all(StepTableRows rows) {
    return new StepTableView(rows, rows.roots(), null, Set.of(), false, rows.steps());
  }

  /**
   * @param now for the durations of what runs
   */
  static StepTableView of(StepTableRows rows, RunAddress.Steps asked, Instant now) {
    Optional<StepOrder> order = StepOrder.parse(asked.sort());
    boolean filtered = isFilter(asked);
    if (order.isEmpty() && !filtered) {
      return all(rows);
    }
    Predicate<StepTableRow> wanted = row -> matches(row, asked);
    if (order.isPresent()) {
      Comparator<StepNode> comparator = order.get().comparator(now);
      List<StepTableRow> sorted =
          rows.inOrder()
              .filter(StepTableRow.Step.class::isInstance)
              .filter(wanted)
              .sorted(Comparator.comparing(StepTableRow::node, comparator))
              .toList();
      return new StepTableView(rows, sorted, null, Set.of(), true, sorted.size());
    }
    Set<String> matching = new HashSet<>();
    Set<String> kept = new LinkedHashSet<>();
    int steps = 0;
    for (StepTableRow row : rows.inOrder().filter(wanted).toList()) {
      matching.add(row.key());
      steps += row instanceof StepTableRow.Step ? 1 : 0;
      for (StepTableRow at = row; at != null && kept.add(at.key()); ) {
        at = rows.parentOf(at).orElse(null);
      }
    }
    List<StepTableRow> roots =
        rows.roots().stream().filter(row -> kept.contains(row.key())).toList();
    return new StepTableView(rows, roots, kept, matching, false, steps);
  }

  static boolean isFilter(RunAddress.Steps asked) {
    return asked.onlyFailed() || asked.hideDone() || !asked.find().isBlank();
  }

  /** As in the graph: by number, target or arguments; here also by the error. */
  private static boolean matches(StepTableRow row, RunAddress.Steps asked) {
    StepNode node = row.node();
    boolean state =
        row instanceof StepTableRow.Step
            ? (!asked.onlyFailed() || node.state().isFailure())
                && (!asked.hideDone() || node.state() != State.DONE)
            : !asked.onlyFailed() && !asked.hideDone();
    String wanted = asked.find().strip().toLowerCase(Locale.ROOT);
    return state && (wanted.isEmpty() || text(row).contains(wanted) || isId(node, wanted));
  }

  private static boolean isId(StepNode node, String wanted) {
    String id = node.step().toString().toLowerCase(Locale.ROOT);
    return id.equals(wanted)
        || (":" + node.step().number()).equals(wanted)
        || Integer.toString(node.step().number()).equals(wanted);
  }

  private static String text(StepTableRow row) {
    StepNode node = row.node();
    String error =
        row instanceof StepTableRow.Step && node.failure() != null
            ? node.failure().type() + " " + node.failure().message()
            : "";
    return "%s / %s %s %s"
        .formatted(
            node.module(),
            node.target(),
            ArgumentText.plain(StepTableCells.argumentLine(row)),
            error)
        .toLowerCase(Locale.ROOT);
  }

  /** Whether it is a list without indentation, in another order than call order. */
  boolean isFlat() {
    return flat;
  }

  /** Whether rows are left out. */
  boolean isFiltered() {
    return kept != null;
  }

  /** How many steps are asked for; their callers, when shown for context, are not counted. */
  int steps() {
    return steps;
  }

  /** Whether the row is shown only because it leads to one that is asked for. */
  boolean isContext(StepTableRow row) {
    return kept != null && !matching.contains(row.key());
  }

  /** Whether the row is shown when all rows above it are open. */
  boolean shows(StepTableRow row) {
    return flat
        ? roots.stream().anyMatch(root -> root.key().equals(row.key()))
        : kept == null || kept.contains(row.key());
  }

  Optional<StepTableRow> find(String key) {
    return rows.find(key);
  }

  List<StepTableRow> childrenOf(StepTableRow row) {
    if (flat) {
      return List.of();
    }
    List<StepTableRow> below = rows.childrenOf(row);
    return kept == null
        ? below
        : below.stream().filter(child -> kept.contains(child.key())).toList();
  }

  boolean hasChildren(StepTableRow row) {
    return !flat
        && rows.childrenOf(row).stream()
            .anyMatch(child -> kept == null || kept.contains(child.key()));
  }

  int depthOf(StepTableRow row) {
    int depth = 0;
    if (!flat) {
      for (StepTableRow at = row; at.caller() != null; depth++) {
        Optional<StepTableRow> parent = rows.parentOf(at);
        if (parent.isEmpty()) {
          break;
        }
        at = parent.get();
      }
    }
    return depth;
  }

  /** The rows from top to bottom when those with these keys are open. */
  List<StepTableRow> visible(Set<?> open) {
    if (flat) {
      return roots;
    }
    List<StepTableRow> visible = new ArrayList<>();
    Deque<StepTableRow> next = new ArrayDeque<>();
    roots.reversed().forEach(next::push);
    while (!next.isEmpty()) {
      StepTableRow row = next.pop();
      visible.add(row);
      if (open.contains(row.key())) {
        childrenOf(row).reversed().forEach(next::push);
      }
    }
    return visible;
  }

  /** Whether both show the same rows at the same places, whatever they say. */
  boolean hasStructureOf(StepTableView other) {
    return flat == other.flat
        && Objects.equals(kept, other.kept)
        && (flat ? keys(roots).equals(keys(other.roots)) : rows.hasStructureOf(other.rows));
  }

  private static List<String> keys(List<StepTableRow> of) {
    return of.stream().map(StepTableRow::key).toList();
  }

  /** The keys of the rows that have others below them. */
  List<String> parents() {
    return flat
        ? List.of()
        : rows.inOrder()
            .filter(row -> kept == null || kept.contains(row.key()))
            .filter(this::hasChildren)
            .map(StepTableRow::key)
            .toList();
  }

  /** The keys of the rows above a row, from the top. */
  List<String> above(StepTableRow row) {
    List<String> above = new ArrayList<>();
    if (flat) {
      return above;
    }
    for (Optional<StepTableRow> at = rows.parentOf(row);
        at.isPresent();
        at = rows.parentOf(at.get())) {
      above.addFirst(at.get().key());
    }
    return above;
  }
}
