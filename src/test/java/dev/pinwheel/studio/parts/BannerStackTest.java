package dev.pinwheel.studio.parts;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BannerStackTest {

  private final BannerStack stack = new BannerStack();

  @Test
  void theNewestIsShownAndTheOthersStandBehindIt() {
    stack.put("part", new Banner("A part."));
    assertThat(shown()).containsExactly("A part.");

    stack.put("earlier", new Banner("Earlier."));
    stack.put("result", new Banner("New result."));
    assertThat(shown()).containsExactly("New result. 2 more");

    more().click();
    assertThat(shown()).containsExactly("New result. Only the newest", "Earlier.", "A part.");

    more().click();
    stack.remove("result");
    assertThat(shown()).containsExactly("Earlier. 1 more");
    stack.remove("part");
    assertThat(shown()).containsExactly("Earlier.");
  }

  @Test
  void whatIsShownAgainIsTheNewest() {
    stack.put("result", new Banner("One."));
    stack.put("earlier", new Banner("Earlier."));
    stack.put("result", new Banner("Another."));

    assertThat(shown()).containsExactly("Another. 1 more");
    stack.clear();
    assertThat(shown()).isEmpty();
  }

  @Test
  void dismissingIsToldAndOthersStandBeforeTheButtonForIt() {
    stack.put("part", new Banner("A part."));
    stack.put("result", new Banner("Result.").dismissible(() -> stack.remove("result")));

    Component close =
        stack.getComponentAt(0).getChildren().reduce((one, last) -> last).orElseThrow();
    ((Button) close).click();

    assertThat(shown()).containsExactly("A part.");
  }

  private Button more() {
    return (Button)
        stack
            .getComponentAt(0)
            .getChildren()
            .filter(part -> part instanceof Button)
            .reduce((one, last) -> last)
            .orElseThrow();
  }

  private List<String> shown() {
    return stack
        .getChildren()
        .map(banner ->
            String.join(
                " ",
                banner
                    .getChildren()
                    .map(part ->
                        part instanceof Button button
                            ? button.getText()
                            : part.getElement().getText())
                    .filter(text -> !text.isEmpty())
                    .toList()))
        .toList();
  }
}
