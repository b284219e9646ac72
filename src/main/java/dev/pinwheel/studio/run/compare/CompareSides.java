package dev.pinwheel.studio.run.compare;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.pinwheel.studio.run.compare.CompareModel.SideText;

/** Names both sides, the older one at the left. */
final class CompareSides extends Div {

  CompareSides() {
    addClassName("pw-compare-sides");
    setTestId("compare-sides");
  }

  void show(SideText older, SideText newer) {
    removeAll();
    add(side("Older", older), side("Newer", newer));
  }

  private static Div side(String which, SideText side) {
    Span age = new Span(which);
    age.addClassNames("pw-quiet", "pw-small");
    Span title = new Span(side.title());
    title.addClassName("pw-strong");
    Span own = new Span(side.own() ? "you are here" : "");
    own.addClassNames("pw-quiet", "pw-small");
    own.setVisible(side.own());
    Div name = new Div(age, title, own);
    name.addClassName("pw-row");
    Span facts = new Span(side.facts());
    facts.addClassNames("pw-quiet", "pw-small");
    Div part = new Div(name, facts);
    part.addClassName("pw-compare-side");
    return part;
  }
}
