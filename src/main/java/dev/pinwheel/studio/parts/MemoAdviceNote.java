package dev.pinwheel.studio.parts;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.Icon;
import dev.pinwheel.query.step.MemoAdvice;
import dev.pinwheel.studio.theme.StudioIcon;

/** That the key of a memoized task never repeats, and what to do about it. */
public final class MemoAdviceNote extends Div {

  public MemoAdviceNote(MemoAdvice advice) {
    addClassNames("pw-row", "pw-advice");
    setTestId("memo-advice-" + advice.target());
    Icon icon = StudioIcon.WARNING.create();
    icon.getElement().setAttribute("aria-hidden", "true");
    add(icon, new Span(advice.sentence() + " " + advice.remedy()));
  }
}
