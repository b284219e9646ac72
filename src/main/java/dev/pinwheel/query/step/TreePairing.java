package dev.pinwheel.query.step;

import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.query.run.RunTree;
import dev.pinwheel.query.run.StepNode;
import dev.pinwheel.query.step.CallPairing.Likeness;
import dev.pinwheel.query.step.CallPairing.Pair;
import dev.pinwheel.query.step.PairedTrees.PairedCall;
import dev.pinwheel.query.view.CallEdge;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Pairs two call trees from step 1 downwards: within paired callers, calls are paired by {@link
 * CallPairing}, and with them the steps called, each once. A step that both draw at the same
 * execution is paired also where different callers reach it. Pure; takes linear time, and depth is
 * no limit.
 */
final class TreePairing {

  private final Side one;
  private final Side other;
  private final Map<StepId, StepId> partners = new HashMap<>();
  private final Map<StepId, StepId> formers = new HashMap<>();
  private final Map<StepId, CallPairing<CallEdge>> pairings = new HashMap<>();

  private TreePairing(Side one, Side other) {
    this.one = one;
    this.other = other;
  }

  static PairedTrees of(RunTree before, TreeKeys keysBefore, RunTree after, TreeKeys keysAfter) {
    TreePairing pairing = new TreePairing(new Side(before, keysBefore), new Side(after, keysAfter));
    pairing.pairFrom(before.root(), after.root());
    pairing.pairShared();
    return new PairedTrees(before, after, pairing.new Walk().calls(), pairing.partners);
  }

  /** A tree with the calls of each drawn step at hand. */
  private static final class Side {
    private final RunTree tree;
    private final TreeKeys keys;
    private final Map<StepId, StepNode> nodes = new HashMap<>();
    private final Map<StepId, List<CallEdge>> calls = new HashMap<>();

    Side(RunTree tree, TreeKeys keys) {
      this.tree = tree;
      this.keys = keys;
      tree.nodes().forEach(node -> nodes.put(node.step(), node));
      for (CallEdge call : tree.calls()) {
        calls.computeIfAbsent(call.from(), step -> new ArrayList<>(2)).add(call);
      }
    }

    List<CallEdge> calls(StepNode node) {
      return calls.getOrDefault(node.step(), List.of());
    }

    StepNode callee(CallEdge call) {
      return Objects.requireNonNull(nodes.get(call.to()));
    }

    Likeness likeness(CallEdge call) {
      StepNode callee = callee(call);
      return new Likeness(
          call.callee(),
          callee.module() + ":" + callee.target(),
          call.group(),
          keys.argumentsOf(call),
          keys.memoKeyOf(call.to()));
    }
  }

  private boolean isFree(StepNode before, StepNode after) {
    return !partners.containsKey(before.step()) && !formers.containsKey(after.step());
  }

  private boolean pair(StepNode before, StepNode after) {
    if (!isFree(before, after)) {
      return false;
    }
    partners.put(before.step(), after.step());
    formers.put(after.step(), before.step());
    return true;
  }

  private void pairFrom(StepNode before, StepNode after) {
    Deque<Pair<StepNode>> open = new ArrayDeque<>();
    if (pair(before, after)) {
      open.add(new Pair<>(before, after));
    }
    while (!open.isEmpty()) {
      Pair<StepNode> callers = open.remove();
      Map<CallEdge, Likeness> likeness = new IdentityHashMap<>();
      List<CallEdge> left = one.calls(callers.before());
      List<CallEdge> right = other.calls(callers.after());
      left.forEach(call -> likeness.put(call, one.likeness(call)));
      right.forEach(call -> likeness.put(call, other.likeness(call)));
      CallPairing<CallEdge> pairing =
          CallPairing.of(left, right, call -> Objects.requireNonNull(likeness.get(call)));
      pairings.put(callers.after().step(), pairing);
      for (Pair<CallEdge> call : pairing.pairs()) {
        StepNode called = one.callee(call.before());
        StepNode calledToo = other.callee(call.after());
        if (pair(called, calledToo)) {
          open.add(new Pair<>(called, calledToo));
        }
      }
    }
  }

  /** The same execution under callers that are not paired. */
  private void pairShared() {
    Map<ExecutionId, StepNode> left = new HashMap<>();
    one.tree.nodes().forEach(node -> left.put(node.execution(), node));
    for (StepNode node : other.tree.nodes()) {
      StepNode same = left.get(node.execution());
      if (same != null && isFree(same, node)) {
        pairFrom(same, node);
      }
    }
  }

  /** Lists the calls of both trees in call order, each step compared at the first of them. */
  private final class Walk {

    private final List<PairedCall> found = new ArrayList<>();
    private final Set<StepId> comparedAfter = new HashSet<>();
    private final Set<StepId> added = new HashSet<>();
    private final Set<StepId> gone = new HashSet<>();
    private final Deque<Iterator<PairedCall>> open = new ArrayDeque<>();

    List<PairedCall> calls() {
      walkFrom(one.tree.root(), other.tree.root());
      for (StepNode node : other.tree.nodes()) {
        StepId former = formers.get(node.step());
        if (former != null && !comparedAfter.contains(node.step())) {
          walkFrom(Objects.requireNonNull(one.nodes.get(former)), node);
        }
      }
      return found;
    }

    private void walkFrom(StepNode before, StepNode after) {
      boolean otherArguments =
          !one.keys.argumentsOf(before.step()).equals(other.keys.argumentsOf(after.step()));
      open.push(
          List.of(new PairedCall(before, after, null, null, false, otherArguments)).iterator());
      while (!open.isEmpty()) {
        Iterator<PairedCall> next = open.peek();
        if (next.hasNext()) {
          visit(next.next());
        } else {
          open.pop();
        }
      }
    }

    private void visit(PairedCall call) {
      StepNode before = call.before();
      StepNode after = call.after();
      if (before != null && after != null) {
        visitBoth(call, before, after);
      } else if (after != null) {
        visitAdded(call, after);
      } else if (before != null) {
        visitGone(call, before);
      }
    }

    private void visitBoth(PairedCall call, StepNode before, StepNode after) {
      if (after.step().equals(partners.get(before.step()))) {
        boolean first = comparedAfter.add(after.step());
        found.add(call.compared(first));
        if (first) {
          open.push(callsOfBoth(before, after).iterator());
        }
        return;
      }
      boolean alone = !formers.containsKey(after.step());
      boolean aloneBefore = !partners.containsKey(before.step());
      if (!alone && !aloneBefore) {
        found.add(call);
      }
      if (alone) {
        visitAdded(added(call.callAfter(), after), after);
      }
      if (aloneBefore) {
        visitGone(gone(call.callBefore(), before), before);
      }
    }

    private void visitAdded(PairedCall call, StepNode after) {
      boolean first = !formers.containsKey(after.step()) && added.add(after.step());
      found.add(call.compared(first));
      if (first) {
        open.push(
            other.calls(after).stream().map(next -> added(next, other.callee(next))).iterator());
      }
    }

    private void visitGone(PairedCall call, StepNode before) {
      boolean first = !partners.containsKey(before.step()) && gone.add(before.step());
      found.add(call.compared(first));
      if (first) {
        open.push(one.calls(before).stream().map(next -> gone(next, one.callee(next))).iterator());
      }
    }

    /** In the order of the second tree; what is gone stands before what followed it. */
    private List<PairedCall> callsOfBoth(StepNode before, StepNode after) {
      CallPairing<CallEdge> pairing = Objects.requireNonNull(pairings.get(after.step()));
      Map<CallEdge, CallEdge> partner = new IdentityHashMap<>();
      pairing.pairs().forEach(pair -> partner.put(pair.after(), pair.before()));
      Deque<CallEdge> left = new ArrayDeque<>(pairing.gone());
      List<PairedCall> calls = new ArrayList<>();
      for (CallEdge call : other.calls(after)) {
        CallEdge former = partner.get(call);
        if (former == null) {
          calls.add(added(call, other.callee(call)));
          continue;
        }
        while (!left.isEmpty() && left.element().number() < former.number()) {
          CallEdge next = left.remove();
          calls.add(gone(next, one.callee(next)));
        }
        boolean otherArguments = !one.keys.argumentsOf(former).equals(other.keys.argumentsOf(call));
        calls.add(
            new PairedCall(
                one.callee(former), other.callee(call), former, call, false, otherArguments));
      }
      left.forEach(call -> calls.add(gone(call, one.callee(call))));
      return calls;
    }

    private static PairedCall added(@Nullable CallEdge call, StepNode callee) {
      return new PairedCall(null, callee, null, call, false, false);
    }

    private static PairedCall gone(@Nullable CallEdge call, StepNode callee) {
      return new PairedCall(callee, null, call, null, false, false);
    }
  }
}
