package dev.pinwheel.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachinesTest {

  @TempDir Path directory;

  @Test
  void rollOutAppliesTheConfigurationToEveryMachine() {
    ExampleData data = ExampleData.install(directory);

    assertThat(new Machines(data).rollOut())
        .containsExactly(
            "m1 runs version 1.0 on 2 replicas",
            "m2 runs version 1.0 on 2 replicas",
            "m3 runs version 1.0 on 2 replicas");
    assertThat(data.outbox().list())
        .containsExactly("0001-apply-m1.txt", "0002-apply-m2.txt", "0003-apply-m3.txt");
  }
}
