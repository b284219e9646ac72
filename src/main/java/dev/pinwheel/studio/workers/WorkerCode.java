package dev.pinwheel.studio.workers;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.pinwheel.studio.parts.Buttons;
import dev.pinwheel.studio.parts.Clipboard;
import java.net.URL;
import java.util.function.Supplier;

/** The line of code that starts a worker for a workspace, with a copy button. */
public final class WorkerCode extends Div {

  private final String workspace;

  public WorkerCode(String workspace) {
    this.workspace = workspace;
    addClassNames("pw-row", "pw-worker-code");
    setTestId("worker-code");
  }

  /** A link that copies it without showing it. */
  public static Button copying(Supplier<String> workspace) {
    return Buttons.inline(
        "copy the line that starts a worker",
        click ->
            Clipboard.run(
                click.getSource().getUI().orElseThrow(), line(Clipboard.ORIGIN, workspace.get())));
  }

  @Override
  protected void onAttach(AttachEvent attach) {
    super.onAttach(attach);
    attach.getUI().getPage().fetchCurrentURL(here -> show(origin(here)));
  }

  private void show(String server) {
    removeAll();
    String line = line(server, workspace);
    Span code = new Span(line);
    code.addClassNames("pw-mono", "pw-wrap");
    add(code, Clipboard.button("Copy the code that starts a worker for " + workspace, line));
  }

  private static String origin(URL here) {
    return here.getProtocol() + "://" + here.getAuthority();
  }

  /** As a task author writes it, with a module of that name. */
  static String line(String server, String workspace) {
    return "Worker.builder().server(\"%s\").workspace(\"%s\").module(MyModule.class).start();"
        .formatted(server, workspace);
  }
}
