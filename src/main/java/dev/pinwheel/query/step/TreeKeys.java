package dev.pinwheel.query.step;

import static dev.pinwheel.store.jooq.Tables.CALL;
import static dev.pinwheel.store.jooq.Tables.EXECUTION;
import static dev.pinwheel.store.jooq.Tables.STEP;

import dev.pinwheel.key.ArgumentsHash;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Json;
import dev.pinwheel.model.JsonArray;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.query.facts.VisibilityCondition;
import dev.pinwheel.query.run.RunTree;
import dev.pinwheel.query.run.StepNode;
import dev.pinwheel.query.view.CallEdge;
import dev.pinwheel.query.view.Viewpoint;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * What the calls of a call tree are recognised by, apart from their targets.
 *
 * @param steps by step
 * @param own hashes of the arguments of calls where they differ from those of the step called (M6)
 */
record TreeKeys(Map<StepId, OfStep> steps, Map<OwnCall, String> own) {

  TreeKeys {
    steps = Map.copyOf(steps);
    own = Map.copyOf(own);
  }

  /**
   * @param arguments hash of all arguments, in hex
   * @param memoKey in hex; null for a step without one
   */
  record OfStep(String arguments, @Nullable String memoKey) {}

  /** A call by its caller and its number there. */
  record OwnCall(ExecutionId caller, int number) {

    static OwnCall of(CallEdge call) {
      return new OwnCall(call.caller(), call.number());
    }
  }

  /** The hash of all arguments of a call. */
  String argumentsOf(CallEdge call) {
    String hash = own.get(OwnCall.of(call));
    return hash == null ? argumentsOf(call.to()) : hash;
  }

  /** The hash of all arguments of a step; empty for one that is not known. */
  String argumentsOf(StepId step) {
    OfStep keys = steps.get(step);
    return keys == null ? "" : keys.arguments();
  }

  @Nullable String memoKeyOf(StepId step) {
    OfStep keys = steps.get(step);
    return keys == null ? null : keys.memoKey();
  }

  /** The keys of what is drawn of a run. */
  static TreeKeys load(DSLContext dsl, Viewpoint viewpoint, RunTree tree) {
    RunId run = tree.header().run();
    Map<StepId, OfStep> steps = new HashMap<>();
    dsl.select(STEP.NUMBER, STEP.ARGUMENTS_HASH, STEP.MEMO_KEY)
        .from(STEP)
        .where(STEP.RUN_ID.eq(run.number()))
        .forEach(row ->
            steps.put(
                new StepId(run, row.value1()),
                new OfStep(
                    HexFormat.of().formatHex(row.value2()),
                    row.value3() == null ? null : HexFormat.of().formatHex(row.value3()))));
    return new TreeKeys(steps, own(dsl, viewpoint, tree));
  }

  private static Map<OwnCall, String> own(DSLContext dsl, Viewpoint viewpoint, RunTree tree) {
    RunId run = tree.header().run();
    Map<StepId, StepNode> nodes = new HashMap<>();
    tree.nodes().forEach(node -> nodes.put(node.step(), node));
    Map<OwnCall, StepNode> called = new HashMap<>();
    for (CallEdge call : tree.calls()) {
      if (call.isReused()) {
        called.put(OwnCall.of(call), Objects.requireNonNull(nodes.get(call.to())));
      }
    }
    Map<OwnCall, String> own = new HashMap<>();
    if (called.isEmpty()) {
      return own;
    }
    dsl.select(
            EXECUTION.STEP_NUMBER,
            EXECUTION.ATTEMPT,
            CALL.NUMBER,
            CALL.ARGUMENTS,
            CALL.ARGUMENTS_BLOB_ID)
        .from(CALL)
        .join(EXECUTION)
        .on(EXECUTION.ID.eq(CALL.CALLER_ID))
        .where(CALL.RUN_ID.eq(run.number()))
        .and(CALL.ARGUMENTS.isNotNull().or(CALL.ARGUMENTS_BLOB_ID.isNotNull()))
        .and(VisibilityCondition.in(viewpoint, EXECUTION.WORKSPACE_ID))
        .forEach(row -> {
          StepId caller = new StepId(run, row.value1());
          OwnCall call = new OwnCall(new ExecutionId(caller, row.value2()), row.value3());
          StepNode callee = called.get(call);
          if (callee != null) {
            own.put(call, hash(callee, row.value4(), row.value5()));
          }
        });
    return own;
  }

  /** Large arguments are not opened for it: they equal only those of the same call. */
  private static String hash(StepNode callee, byte @Nullable [] arguments, @Nullable Long blob) {
    return arguments == null
        ? "blob " + blob
        : ArgumentsHash.of(
                callee.module(),
                callee.target(),
                JsonArray.split(Json.of(arguments)).stream().map(Json::utf8).toList())
            .toString();
  }
}
