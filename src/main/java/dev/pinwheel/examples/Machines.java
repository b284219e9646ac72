package dev.pinwheel.examples;

import static dev.pinwheel.sdk.Pinwheel.group;
import static dev.pinwheel.sdk.Pinwheel.log;
import static dev.pinwheel.sdk.Pinwheel.submit;

import dev.pinwheel.sdk.Execution;
import dev.pinwheel.sdk.Memo;
import dev.pinwheel.sdk.Module;
import dev.pinwheel.sdk.Task;
import dev.pinwheel.sdk.Workflow;
import java.util.ArrayList;
import java.util.List;

/**
 * Memoizing by some parameters: a configuration reaches each machine once per run, even if it has
 * changed since.
 *
 * <p>Run {@code rollOut}, change the version in {@code machines.json}, re-run the whole run: the
 * plan is read again, and no machine is touched.
 */
@Module("machines")
public class Machines {

  /** What a machine is to run. */
  public record Config(String version, int replicas) {}

  /** What {@code machines.json} says. */
  public record Plan(Config config, List<String> machines) {}

  private final ExampleData data;

  /** With the files to read and the outbox to write to. */
  public Machines(ExampleData data) {
    this.data = data;
  }

  /** Reads what is to be done. */
  @Task(description = "Reads `machines.json`, in each re-run again.")
  public Plan readPlan() {
    return data.json("machines.json", Plan.class);
  }

  /** Applies a configuration; within one run once per machine, whatever the configuration. */
  @Task(
      memo = @Memo("machineId"),
      description = "Applies a configuration. Memoized by `machineId`; `config` is not in the key.")
  public String applyConfiguration(String machineId, Config config) {
    String state =
        "%s runs version %s on %d replicas"
            .formatted(machineId, config.version(), config.replicas());
    data.outbox().put("apply-" + machineId, state);
    return state;
  }

  /** Brings the configuration to all machines. */
  @Workflow(description = "Applies the configuration in `machines.json` to every machine there.")
  public List<String> rollOut() {
    Plan plan = readPlan();
    log().info("Rolling out {version} to {machines}", plan.config().version(), plan.machines());
    List<Execution<String>> applied = new ArrayList<>();
    group(
        "Machines",
        () -> {
          for (String machineId : plan.machines()) {
            applied.add(submit(() -> applyConfiguration(machineId, plan.config())));
          }
        });
    return applied.stream().map(Execution::result).toList();
  }
}
