package dev.pinwheel.studio.run.rerun;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.pinwheel.query.plan.RerunOffer;
import dev.pinwheel.query.view.ArgumentText;
import dev.pinwheel.studio.parts.Buttons;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The locations as radio buttons: at most three at first, the others behind a button, with a
 * search.
 */
final class RerunLocationChoice extends Div {

  /** Of the name of a workspace, which is shortened in the middle. */
  private static final int NAME_COLUMNS = 64;

  private final RerunOffer offer;
  private final @Nullable String lastUsed;
  private final Optional<String> childRefusal;
  private final RadioButtonGroup<RerunLocation> radios = new RadioButtonGroup<>("Where");
  private final TextField search = new TextField();
  private final Div more;
  private final Button others = Buttons.inline("Other workspace…", click -> showOthers());

  /**
   * @param lastUsed workspace in which this browser re-ran last; null for none
   * @param childRefusal why the viewer may not create workspaces; empty when they may
   * @param changed called when another location is selected
   */
  RerunLocationChoice(
      RerunOffer offer,
      @Nullable String lastUsed,
      Optional<String> childRefusal,
      Runnable changed) {
    this.offer = offer;
    this.lastUsed = lastUsed;
    this.childRefusal = childRefusal;
    addClassNames("pw-stack", "pw-location-choice");
    radios.setRenderer(new ComponentRenderer<>(this::describe));
    radios.setItemEnabledProvider(this::isAllowed);
    radios.setItems(RerunLocation.offered(offer, lastUsed));
    RerunLocation.preselected(offer, lastUsed).filter(this::isAllowed).ifPresent(radios::setValue);
    radios.addClassName("pw-locations");
    radios.setTestId("locations");
    radios.addValueChangeListener(change -> changed.run());
    search.setPlaceholder("Find a workspace");
    search.setAriaLabel("Find a workspace");
    search.setValueChangeMode(ValueChangeMode.EAGER);
    search.addValueChangeListener(change -> offerOthers());
    search.setVisible(false);
    search.setTestId("find-location");
    others.setTestId("other-workspace");
    more = new Div(others);
    more.setVisible(!RerunLocation.others(offer, lastUsed, "").isEmpty());
    more.addClassName("pw-other-location");
    add(radios, search, more);
  }

  private boolean isAllowed(RerunLocation location) {
    return location.isAllowed()
        && (childRefusal.isEmpty() || !(location instanceof RerunLocation.NewChild));
  }

  @Nullable RerunLocation selected() {
    return radios.getValue();
  }

  /** What takes the focus while nothing is selected. */
  RadioButtonGroup<RerunLocation> radios() {
    return radios;
  }

  /** The choice is made. */
  void fix() {
    setEnabled(false);
    more.setVisible(false);
    search.setVisible(false);
  }

  private void showOthers() {
    more.setVisible(false);
    search.setVisible(true);
    radios.addClassName("pw-locations-all");
    offerOthers();
    search.focus();
  }

  private void offerOthers() {
    RerunLocation selected = radios.getValue();
    List<RerunLocation> locations = new ArrayList<>(RerunLocation.offered(offer, lastUsed));
    List<RerunLocation> found = RerunLocation.others(offer, lastUsed, search.getValue());
    if (selected != null && !locations.contains(selected) && !found.contains(selected)) {
      locations.add(selected);
    }
    locations.addAll(found);
    radios.setItems(locations);
    radios.setValue(selected);
  }

  private Component describe(RerunLocation location) {
    Span name = new Span();
    name.addClassName("pw-strong");
    Span about = new Span();
    about.addClassName("pw-quiet");
    Div description = new Div(name, about);
    description.addClassName("pw-location-text");
    switch (location) {
      case RerunLocation.NewChild() -> {
        name.setText("New child workspace…");
        about.setText(
            childRefusal.orElse("sees what its base sees; what happens there stays there"));
      }
      case RerunLocation.Existing existing -> {
        name.setText(ArgumentText.cut(existing.place().name().value(), NAME_COLUMNS));
        name.setTitle(existing.place().name().value());
        about.setText(RerunText.about(existing.place(), offer.modules()));
        description.setTestId("location-" + existing.place().name());
      }
    }
    if (!isAllowed(location)) {
      description.getElement().setAttribute("data-refused", true);
    }
    return description;
  }
}
