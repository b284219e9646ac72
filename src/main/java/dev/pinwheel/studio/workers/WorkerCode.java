package dev.pinwheel.studio.workers;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.pinwheel.studio.parts.Buttons;
import dev.pinwheel.studio.parts.Clipboard;
import java.net.URL;
import java.util.function.Supplier;

/** The command that starts a worker for a workspace, and the line of code; both can be copied. */
public final class WorkerCode extends Div {

  private final String workspace;

  public WorkerCode(String workspace) {
    this.workspace = workspace;
    addClassName("pw-worker-code");
    setTestId("worker-code");
  }

  /** A link that copies the command without showing it. */
  public static Button copyingCommand(Supplier<String> workspace) {
    Button copy =
        Buttons.inline(
            "copy the command that starts a worker",
            click -> copyCommand(click.getSource().getUI().orElseThrow(), workspace.get()));
    copy.setTestId("copy-worker-command");
    return copy;
  }

  /** A link that copies the line of code without showing it. */
  public static Button copyingLine(Supplier<String> workspace) {
    Button copy =
        Buttons.inline(
            "copy the line of code",
            click -> copyLine(click.getSource().getUI().orElseThrow(), workspace.get()));
    copy.setTestId("copy-worker-line");
    return copy;
  }

  static void copyCommand(UI ui, String workspace) {
    Clipboard.run(ui, command(Clipboard.ORIGIN, workspace));
  }

  static void copyLine(UI ui, String workspace) {
    Clipboard.run(ui, line(Clipboard.ORIGIN, workspace));
  }

  @Override
  protected void onAttach(AttachEvent attach) {
    super.onAttach(attach);
    attach.getUI().getPage().fetchCurrentURL(here -> show(origin(here)));
  }

  private void show(String server) {
    removeAll();
    add(
        row(
            "In a shell",
            command(server, workspace),
            "Copy the command that starts a worker for " + workspace),
        row(
            "In your code",
            line(server, workspace),
            "Copy the code that starts a worker for " + workspace));
  }

  private static Div row(String where, String text, String copy) {
    Span label = new Span(where);
    label.addClassName("pw-quiet");
    Span code = new Span(text);
    code.addClassNames("pw-mono", "pw-wrap");
    Div row = new Div(label, code, Clipboard.button(copy, text));
    row.addClassName("pw-worker-code-row");
    return row;
  }

  private static String origin(URL here) {
    return here.getProtocol() + "://" + here.getAuthority();
  }

  /** Runs the examples, or classes of one's own with {@code --class-path}. */
  static String command(String server, String workspace) {
    return "./pinwheel worker --server %s --workspace %s".formatted(server, workspace);
  }

  /** As a task author writes it, with a module of that name. */
  static String line(String server, String workspace) {
    return "Worker.builder().server(\"%s\").workspace(\"%s\").module(MyModule.class).start();"
        .formatted(server, workspace);
  }
}
