package dev.pinwheel.studio.workflows;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import dev.pinwheel.query.ModuleView;
import dev.pinwheel.query.TargetView;
import dev.pinwheel.studio.shell.StudioContext;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A module: its workflows as sheets, its tasks as a table. */
final class ModuleSection extends Section {

  private ModuleSection(StudioContext context, ModuleView module, List<TargetView> targets) {
    addClassName("pw-stack");
    setTestId("module-" + module.module());
    String headingId = "module-heading-" + module.module();
    H2 heading = new H2(module.module());
    heading.setId(headingId);
    heading.addClassName("pw-subtitle");
    getElement().setAttribute("aria-labelledby", headingId);
    Span declared = new Span(module.declaredInWords() + " · version " + module.codeVersion());
    declared.addClassNames("pw-quiet", "pw-small");
    Div line = new Div(heading, declared);
    line.addClassName("pw-row");
    add(line);
    targets.stream()
        .filter(TargetView::isWorkflow)
        .forEach(workflow -> add(new WorkflowSheet(context, workflow)));
    List<TargetView> tasks = targets.stream().filter(target -> !target.isWorkflow()).toList();
    if (!tasks.isEmpty()) {
      add(new TaskTable(module.module(), tasks));
    }
  }

  /**
   * The section of a module.
   *
   * @param wanted part of a name, in lower case; empty for all
   * @return empty when nothing of it fits
   */
  static Optional<ModuleSection> of(StudioContext context, ModuleView module, String wanted) {
    List<TargetView> fitting =
        module.targets().stream()
            .filter(target ->
                (module.module() + " / " + target.name()).toLowerCase(Locale.ROOT).contains(wanted))
            .toList();
    return fitting.isEmpty()
        ? Optional.empty()
        : Optional.of(new ModuleSection(context, module, fitting));
  }
}
