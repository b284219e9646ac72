package dev.pinwheel.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShopAndPatternsTest {

  @TempDir Path directory;

  @Test
  void orderFailsUntilTheWarehouseIsOpened() throws IOException {
    ExampleData data = ExampleData.install(directory);
    Shop shop = new Shop(data);
    Path settings = directory.resolve("examples/shop.properties");

    assertThatThrownBy(() -> shop.order("kettle"))
        .isInstanceOf(Shop.WarehouseClosed.class)
        .hasMessageContaining("Set warehouse = open in " + settings);

    Files.writeString(settings, "warehouse = open\n");
    assertThat(shop.order("kettle").shelf()).isEqualTo("shelf of kettle");
  }

  @Test
  void patternsCompute() throws InterruptedException {
    Patterns patterns = new Patterns(Pace.NONE);

    assertThat(patterns.fanOut(100)).isEqualTo(BigInteger.valueOf(328_350));
    assertThat(patterns.relay(3, 4)).isEqualTo(BigInteger.valueOf(25));
    assertThat(patterns.tree(12)).isEqualTo(BigInteger.valueOf(144));
    assertThat(patterns.slow(60)).isEqualTo(60);
    assertThat(patterns.later(7, Duration.ofSeconds(5))).isEqualTo(BigInteger.valueOf(49));
  }
}
