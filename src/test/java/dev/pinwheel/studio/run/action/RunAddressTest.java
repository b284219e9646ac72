package dev.pinwheel.studio.run.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.studio.run.action.RunAddress.PanelTab;
import dev.pinwheel.studio.run.action.RunAddress.View;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class RunAddressTest {

  @Test
  void readsWhatTheUrlSays() {
    RunAddress address =
        RunAddress.parse(
            "R7K2",
            "steps",
            Map.of("step", List.of("3"), "attempt", List.of("2"), "tab", List.of("memo")));

    assertThat(address.view()).isEqualTo(View.STEPS);
    assertThat(address.step()).isEqualTo(3);
    assertThat(address.attempt()).isEqualTo(2);
    assertThat(address.tab()).isEqualTo(PanelTab.MEMO);
  }

  @Test
  void leavesOutWhatMakesNoSense() {
    RunAddress address =
        RunAddress.parse(
            "R7K2",
            "map",
            Map.of("step", List.of("-1"), "attempt", List.of("2"), "tab", List.of("x")));

    assertThat(address).isEqualTo(RunAddress.of("R7K2"));
  }

  @Test
  void whatItWritesItReadsAgain() {
    List<RunAddress> addresses =
        List.of(
            RunAddress.of("R7K2"),
            RunAddress.of("R7K2").withAttempt(3, 2).withTab(PanelTab.CALLS).withFull(true),
            RunAddress.of("R7K2").withCard("group-1-rows and columns"),
            RunAddress.of("R7K2")
                .withView(View.LOGS)
                .withLogs(new RunAddress.Logs("warn", 4, "N/A", "17")),
            RunAddress.of("R7K2")
                .withView(View.STEPS)
                .withSteps(new RunAddress.Steps("userId u1", true, true, "-took"))
                .withStep(3),
            RunAddress.of("R7K2").withCompared("workspace:development/joe"),
            RunAddress.of("R7K2")
                .withAttempt(3, 2)
                .withCompared("attempt:1")
                .withComparedCall("-1.12"));

    assertThat(addresses).allSatisfy(address -> assertThat(readAgain(address)).isEqualTo(address));
  }

  @Test
  void namesTheWorkspaceFirstAndKeepsTheFormOfTheUrl() {
    RunAddress address = RunAddress.of("R7K2").withAttempt(3, 2).withTab(PanelTab.MEMO);

    assertThat(address.path()).isEqualTo("runs/R7K2");
    assertThat(address.parameters("development/joe").toString())
        .isEqualTo("{workspace=development/joe, step=3, attempt=2, tab=memo}");
    assertThat(address.withView(View.STEPS).path()).isEqualTo("runs/R7K2/steps");
  }

  @Test
  void selectingAnotherStepGoesToItsCurrentAttemptAndKeepsTheTab() {
    RunAddress address = RunAddress.of("R7K2").withAttempt(3, 2).withTab(PanelTab.MEMO);

    assertThat(address.withStep(4).attempt()).isNull();
    assertThat(address.withStep(4).tab()).isEqualTo(PanelTab.MEMO);
  }

  @Test
  void whateverElseIsOpenedTheRunIsShownAloneAgain() {
    RunAddress compared = RunAddress.of("R7K2").withAttempt(3, 2).withCompared("attempt:1");

    assertThat(compared.isCompared()).isTrue();
    assertThat(compared.parameters("production").toString())
        .isEqualTo("{workspace=production, step=3, attempt=2, compare=attempt:1}");
    assertThat(List.of(compared.withStep(4), compared.withView(View.STEPS), compared.withoutStep()))
        .noneMatch(RunAddress::isCompared);
    assertThat(RunAddress.of("R7K2").withStep(3).withCompared("run:R7K1").step())
        .as("a step without an attempt is no part of what is compared")
        .isNull();
  }

  private static RunAddress readAgain(RunAddress address) {
    String[] path = address.path().split("/");
    Map<String, List<String>> parameters =
        address.parameters("production").entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, entry -> List.of(entry.getValue())));
    return RunAddress.parse(path[1], path.length > 2 ? path[2] : "", parameters);
  }
}
