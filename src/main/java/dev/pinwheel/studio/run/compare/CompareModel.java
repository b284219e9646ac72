package dev.pinwheel.studio.run.compare;

import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.QueryParameters;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.model.WorkspaceChain;
import dev.pinwheel.query.CompareWith;
import dev.pinwheel.query.ReadModels;
import dev.pinwheel.query.step.CallSide;
import dev.pinwheel.query.step.PairedTrees.PairedCall;
import dev.pinwheel.query.step.RunComparison;
import dev.pinwheel.query.step.RunComparison.Side;
import dev.pinwheel.query.view.Sight;
import dev.pinwheel.studio.graph.GraphLayout.Placement;
import dev.pinwheel.studio.graph.GraphLayout.Structure;
import dev.pinwheel.studio.graph.GraphModel;
import dev.pinwheel.studio.graph.GraphNode.Mark;
import dev.pinwheel.studio.graph.LayoutCache;
import dev.pinwheel.studio.run.action.RunAddress;
import dev.pinwheel.studio.run.drawing.Card;
import dev.pinwheel.studio.run.drawing.Drawing;
import dev.pinwheel.studio.run.drawing.GraphModelBuilder;
import java.lang.ref.WeakReference;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the Compare page shows, read off the page for a {@link CompareRequest}. Bounded: of the
 * comparison itself nothing is kept.
 *
 * @param choices what else it could be compared with
 * @param refused why nothing can be compared; empty when it can
 * @param shown null when it is refused
 */
record CompareModel(
    CompareRequest request, List<CompareChoice> choices, String refused, @Nullable Shown shown) {

  /**
   * A comparison.
   *
   * @param older the left side
   * @param list for the list of differences; null when the page shows it already
   * @param lines of the selected call; null when nothing is selected
   * @param call key of the selected call; empty for none
   * @param card of the selected call in the graph
   * @param calls the key of the call that stands for a card, by the card's id; of collapsed cards
   *     that of the first difference within; the cells of walls by the number of their step
   * @param folded what the graph shows, when some of its cards are several steps; else null
   * @param marks of the steps that differ, when {@code folded} is there
   * @param watched when these change, the comparison does
   * @param of the comparison itself, as long as it is kept for other reasons
   */
  record Shown(
      SideText older,
      SideText newer,
      String summary,
      boolean same,
      List<TimeText> times,
      @Nullable ObjectNode list,
      @Nullable ObjectNode lines,
      String call,
      String card,
      GraphModel graph,
      Placement placement,
      Map<String, String> calls,
      @Nullable Drawing folded,
      Map<StepId, Mark> marks,
      List<Watched> watched,
      WeakReference<RunComparison> of) {}

  /** A run and from where it is seen: when that changes, the comparison does. */
  record Watched(RunId run, WorkspaceChain chain) {

    private static Watched of(Side side) {
      return new Watched(side.run(), side.viewpoint().chain());
    }
  }

  /** What is said of a side. */
  record SideText(String title, String facts, boolean own) {}

  /** How the time of a target changed. */
  record TimeText(String target, String change) {}

  /**
   * Reads; blocks.
   *
   * @param former what the page shows; null for nothing
   */
  static CompareModel read(
      ReadModels reads,
      Sight sight,
      CompareRequest request,
      Instant now,
      @Nullable CompareModel former) {
    try {
      RunComparison comparison =
          reads
              .runComparisons()
              .load(
                  request.viewpoint(),
                  request.run(),
                  request.pins(),
                  CompareWith.parse(request.with()),
                  sight);
      Shown known =
          former == null || !former.request.isOfSameComparison(request) ? null : former.shown;
      if (former != null && known != null && known.of.refersTo(comparison)) {
        return new CompareModel(
            request,
            former.choices,
            "",
            selected(reads, request, comparison, known, former.request.limits()));
      }
      return new CompareModel(
          request,
          CompareChoice.list(reads, request, sight, now),
          "",
          shown(reads, request, comparison, now));
    } catch (Rejection refused) {
      return new CompareModel(
          request,
          CompareChoice.list(reads, request, sight, now),
          Optional.ofNullable(refused.getMessage()).orElse(""),
          null);
    }
  }

  /** The page shows this comparison; only another call may be selected, or more be wanted. */
  private static Shown selected(
      ReadModels reads,
      CompareRequest request,
      RunComparison comparison,
      Shown known,
      DifferenceLimits shown) {
    Optional<PairedCall> selected = selected(comparison, request.call());
    MergedTree merged = MergedTree.of(comparison.trees(), comparison.differences());
    Drawing drawing = Drawing.of(merged.tree(), request.toggled());
    return new Shown(
        known.older,
        known.newer,
        known.summary,
        known.same,
        known.times,
        request.limits().equals(shown)
            ? null
            : DifferenceListJson.of(comparison.groups(), request.limits()),
        selected.map(call -> lines(reads, comparison, call)).orElse(null),
        selected.map(PairedCall::key).orElse(""),
        selected.map(call -> cardOf(drawing, merged, call)).orElse(""),
        known.graph,
        known.placement,
        known.calls,
        known.folded,
        known.marks,
        known.watched,
        known.of);
  }

  private static Shown shown(
      ReadModels reads, CompareRequest request, RunComparison comparison, Instant now) {
    Optional<PairedCall> selected = selected(comparison, request.call());
    MergedTree merged = MergedTree.of(comparison.trees(), comparison.differences());
    Drawing drawing = Drawing.of(merged.tree(), request.toggled());
    GraphModel graph = GraphModelBuilder.compared(drawing, request.zone(), merged.marks());
    boolean isFolded = drawing.cards().stream().anyMatch(Card::collapsed);
    return new Shown(
        side(comparison, comparison.before(), request, now),
        side(comparison, comparison.after(), request, now),
        CompareText.summary(comparison),
        comparison.isSame(),
        comparison.times().stream()
            .map(time -> new TimeText(time.target(), CompareText.time(time)))
            .toList(),
        DifferenceListJson.of(comparison.groups(), request.limits()),
        selected.map(call -> lines(reads, comparison, call)).orElse(null),
        selected.map(PairedCall::key).orElse(""),
        selected.map(call -> cardOf(drawing, merged, call)).orElse(""),
        graph,
        LayoutCache.fresh(Structure.of(graph)),
        calls(drawing, merged),
        isFolded ? drawing : null,
        isFolded ? merged.marks() : Map.of(),
        List.of(Watched.of(comparison.before()), Watched.of(comparison.after())),
        new WeakReference<>(comparison));
  }

  private static Map<String, String> calls(Drawing drawing, MergedTree merged) {
    Map<String, String> calls = new HashMap<>();
    for (Card card : drawing.cards()) {
      card.members().stream()
          .filter(member -> !card.collapsed() || merged.marks().containsKey(member.step()))
          .findFirst()
          .map(member -> merged.calls().get(member.step()))
          .ifPresent(key -> calls.put(card.id(), key));
      if (card.kind() == Card.Kind.WALL) {
        card.members()
            .forEach(member ->
                calls.put(
                    Integer.toString(member.step().number()),
                    merged.calls().getOrDefault(member.step(), "")));
      }
    }
    return calls;
  }

  /** Without what the browser has: enough for the next read. */
  CompareModel kept() {
    Shown all = shown;
    return all == null
        ? this
        : new CompareModel(
            request,
            choices,
            refused,
            new Shown(
                all.older,
                all.newer,
                all.summary,
                all.same,
                all.times,
                null,
                null,
                all.call,
                all.card,
                all.graph,
                all.placement,
                all.calls,
                all.folded,
                all.marks,
                all.watched,
                all.of));
  }

  /** The first difference, unless a call is chosen. */
  private static Optional<PairedCall> selected(RunComparison comparison, String key) {
    Optional<PairedCall> chosen = key.isEmpty() ? Optional.empty() : comparison.find(key);
    return chosen.isPresent() || comparison.isSame()
        ? chosen
        : Optional.of(comparison.groups().getFirst().members().getFirst().call());
  }

  private static String cardOf(Drawing drawing, MergedTree merged, PairedCall call) {
    return drawing.cardOf(merged.stepOf(call)).map(Card::id).orElse("");
  }

  private static SideText side(
      RunComparison comparison, Side side, CompareRequest request, Instant now) {
    boolean twoRuns = !comparison.before().run().equals(comparison.after().run());
    boolean twoWorkspaces = !comparison.before().workspace().equals(comparison.after().workspace());
    boolean own =
        twoRuns
            ? side.run().equals(request.run())
            : twoWorkspaces && side.workspace().equals(request.viewpoint().name());
    return new SideText(
        CompareText.title(comparison, side, request.step()),
        CompareText.facts(side, request.zone(), now),
        own);
  }

  private static ObjectNode lines(ReadModels reads, RunComparison comparison, PairedCall call) {
    return CallLinesJson.of(
        call,
        reads.comparisons().findBefore(comparison, call),
        reads.comparisons().findAfter(comparison, call),
        new CallLinesJson.SideLinks() {
          @Override
          public String before(CallSide side) {
            return link(comparison.before(), side.node().execution());
          }

          @Override
          public String after(CallSide side) {
            return link(comparison.after(), side.node().execution());
          }
        });
  }

  private static String link(Side side, ExecutionId execution) {
    RunAddress there =
        RunAddress.of(execution.run().toString())
            .withAttempt(execution.step().number(), execution.attempt());
    return new Location(
            there.path(), QueryParameters.simple(there.parameters(side.workspace().value())))
        .getPathWithQueryParameters();
  }
}
