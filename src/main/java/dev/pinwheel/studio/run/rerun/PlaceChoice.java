package dev.pinwheel.studio.run.rerun;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.pinwheel.query.plan.RerunChoice;
import dev.pinwheel.studio.parts.Buttons;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The places as radios: at most three at first, the others behind a button, with a search. */
final class PlaceChoice extends Div {

  private final RerunChoice choice;
  private final RadioButtonGroup<Place> radios = new RadioButtonGroup<>("Where");
  private final TextField search = new TextField();
  private final Div more;
  private final Button others = Buttons.inline("Other workspace…", click -> showOthers());

  /**
   * @param changed told when another place is selected
   */
  PlaceChoice(RerunChoice choice, Runnable changed) {
    this.choice = choice;
    addClassName("pw-stack");
    radios.setRenderer(new ComponentRenderer<>(this::describe));
    radios.setItemEnabledProvider(Place::isAllowed);
    radios.setItems(Place.offered(choice));
    Place.preselected(choice).ifPresent(radios::setValue);
    radios.addClassName("pw-places");
    radios.setTestId("places");
    radios.addValueChangeListener(change -> changed.run());
    search.setPlaceholder("Find a workspace");
    search.setAriaLabel("Find a workspace");
    search.setValueChangeMode(ValueChangeMode.EAGER);
    search.addValueChangeListener(change -> offerOthers());
    search.setVisible(false);
    search.setTestId("find-place");
    others.setTestId("other-workspace");
    more = new Div(others);
    more.setVisible(!Place.others(choice, "").isEmpty());
    more.addClassName("pw-row");
    others.addClassName("pw-end");
    add(radios, search, more);
  }

  @Nullable Place selected() {
    return radios.getValue();
  }

  /** What takes the focus while nothing is selected. */
  RadioButtonGroup<Place> radios() {
    return radios;
  }

  private void showOthers() {
    more.setVisible(false);
    search.setVisible(true);
    offerOthers();
    search.focus();
  }

  private void offerOthers() {
    Place selected = radios.getValue();
    List<Place> places = new ArrayList<>(Place.offered(choice));
    List<Place> found = Place.others(choice, search.getValue());
    if (selected != null && !places.contains(selected) && !found.contains(selected)) {
      places.add(selected);
    }
    places.addAll(found);
    radios.setItems(places);
    radios.setValue(selected);
  }

  private Component describe(Place place) {
    Span name = new Span();
    name.addClassName("pw-strong");
    Span about = new Span();
    about.addClassName("pw-quiet");
    Div description = new Div(name, about);
    description.addClassName("pw-place-text");
    switch (place) {
      case Place.NewChild() -> {
        name.setText("New child workspace…");
        about.setText("sees what its base sees; what happens there stays there");
      }
      case Place.Existing existing -> {
        name.setText(existing.place().name().value());
        about.setText(RerunWords.about(existing.place(), choice.module()));
        description.setTestId("place-" + existing.place().name());
        if (!place.isAllowed()) {
          description.getElement().setAttribute("data-refused", true);
        }
      }
    }
    return description;
  }
}
