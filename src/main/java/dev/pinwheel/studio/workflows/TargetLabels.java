package dev.pinwheel.studio.workflows;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.pinwheel.model.Manifest;
import dev.pinwheel.query.TargetView;
import java.util.List;
import java.util.stream.Collectors;

/** Labels for targets: name, parameters, options. */
final class TargetLabels {

  private TargetLabels() {}

  /** {@code users / welcome}. */
  static Span name(String module, String target) {
    Span quiet = new Span(module + " / ");
    quiet.addClassName("pw-module");
    Span name = new Span(quiet, new Span(target));
    name.addClassName("pw-target");
    return name;
  }

  /** {@code userId: text, count: whole number = 3}. */
  static String parameters(List<Manifest.Parameter> parameters) {
    return parameters.isEmpty()
        ? "no parameters"
        : parameters.stream().map(TargetLabels::parameter).collect(Collectors.joining(", "));
  }

  private static String parameter(Manifest.Parameter parameter) {
    String words = parameter.name() + ": " + ParameterEditors.words(parameter);
    if (parameter.defaultValue() != null) {
      return words + " = " + parameter.defaultValue();
    }
    return parameter.required() ? words : words + ", optional";
  }

  /**
   * Options in words, such as {@code memo: machineId}, and who has it if the newest manifest lacks
   * it.
   */
  static Component options(TargetView target) {
    Div row = new Div();
    row.addClassName("pw-row");
    for (String option : target.optionsInWords()) {
      Span chip = new Span(option);
      chip.addClassName("pw-chip");
      row.add(chip);
    }
    if (target.older() != null) {
      Span older = new Span(target.older().words());
      older.addClassNames("pw-quiet", "pw-small");
      row.add(older);
    }
    return row;
  }
}
