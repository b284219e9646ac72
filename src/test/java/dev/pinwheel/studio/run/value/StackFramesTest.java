package dev.pinwheel.studio.run.value;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.studio.run.value.StackFrames.Item;
import dev.pinwheel.studio.run.value.StackFrames.Item.Folded;
import dev.pinwheel.studio.run.value.StackFrames.Item.Single;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StackFramesTest {

  @Test
  void framesOfOneLibraryInARowAreFolded() {
    List<Item> items =
        StackFrames.of(
            List.of(
                "java.base/java.lang.Integer.parseInt(Integer.java:662)",
                "java.base/java.lang.Integer.parseInt(Integer.java:784)",
                "app//com.example.Rows.parse(Rows.java:31)",
                "com.example.Rows.lambda$parseAll$0(Rows.java:20)",
                "dev.pinwheel.worker.run.Invocation.call(Invocation.java:50)",
                "java.base/java.lang.VirtualThread.run(VirtualThread.java:329)"));

    assertThat(items)
        .containsExactly(
            new Folded(
                "the JDK",
                List.of(
                    "java.base/java.lang.Integer.parseInt(Integer.java:662)",
                    "java.base/java.lang.Integer.parseInt(Integer.java:784)")),
            new Single("app//com.example.Rows.parse(Rows.java:31)", true),
            new Single("com.example.Rows.lambda$parseAll$0(Rows.java:20)", true),
            new Single("dev.pinwheel.worker.run.Invocation.call(Invocation.java:50)", false),
            new Single("java.base/java.lang.VirtualThread.run(VirtualThread.java:329)", false));
    assertThat(((Folded) items.getFirst()).title()).isEqualTo("2 frames of the JDK");
  }

  @Test
  void whatLooksLikeALibraryOnlyInTheMiddleIsOwn() {
    assertThat(
            StackFrames.of(
                List.of(
                    "com.java.Shop.buy(Shop.java:1)",
                    "dev.pinwheel.examples.Users.fetchUser(Users.java:31)",
                    "org.springframework.a.B.c(B.java:1)",
                    "org.springframework.a.B.d(B.java:2)")))
        .containsExactly(
            new Single("com.java.Shop.buy(Shop.java:1)", true),
            new Single("dev.pinwheel.examples.Users.fetchUser(Users.java:31)", true),
            new Folded(
                "Spring",
                List.of(
                    "org.springframework.a.B.c(B.java:1)", "org.springframework.a.B.d(B.java:2)")));
  }

  @Test
  void framesOfOtherShapesAreShownAsTheyAre() {
    assertThat(StackFrames.of(List.of("rows.py:31 in parse", "")))
        .containsExactly(new Single("rows.py:31 in parse", true), new Single("", true));
  }
}
