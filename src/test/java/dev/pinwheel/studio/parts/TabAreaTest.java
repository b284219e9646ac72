package dev.pinwheel.studio.parts;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.html.Div;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TabAreaTest {

  private final List<String> made = new ArrayList<>();
  private final TabArea<String> tabs = new TabArea<>("Tabs", chosen -> {});
  private final LazyPart<Div> first = tabs.add("first", "First", () -> make("first"));
  private final LazyPart<Div> second = tabs.add("second", "Second", () -> make("second"));

  private Div make(String name) {
    made.add(name);
    return new Div(name);
  }

  @Test
  void aContentIsMadeOnceWhenItIsShownFirst() {
    assertThat(made).isEmpty();

    tabs.show("second");
    tabs.show("first");
    tabs.show("second");

    assertThat(made).containsExactly("second", "first");
    assertThat(first.get().isVisible()).isFalse();
    assertThat(second.get().isVisible()).isTrue();
    assertThat(tabs.contents().getChildren()).containsExactly(second.get(), first.get());
  }

  @Test
  void whatWasNeverShownIsLeftAlone() {
    first.ifMade(div -> made.add("touched"));
    assertThat(made).isEmpty();
  }
}
