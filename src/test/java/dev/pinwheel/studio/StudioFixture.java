package dev.pinwheel.studio;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.internal.PendingJavaScriptInvocation;
import com.vaadin.flow.component.internal.UIInternals;
import com.vaadin.flow.component.page.Page;
import com.vaadin.flow.component.page.PendingJavaScriptResult;
import dev.pinwheel.access.Passwords;
import dev.pinwheel.access.User;
import dev.pinwheel.query.view.Sight;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.studio.live.LiveUpdates;
import dev.pinwheel.studio.page.HasCommands;
import dev.pinwheel.studio.page.PaletteCommand;
import dev.pinwheel.studio.page.StudioContext;
import dev.pinwheel.testing.EngineFixture;
import java.util.ArrayList;
import java.util.List;

/** A page without browser and session, which looks from a workspace, and what views need. */
public final class StudioFixture implements AutoCloseable {

  private static final Passwords NO_PASSWORDS =
      new Passwords() {
        @Override
        public String hash(String password) {
          return password;
        }

        @Override
        public boolean matches(String password, User user) {
          return false;
        }
      };

  private final List<Object> scriptArguments = new ArrayList<>();
  private final UI ui =
      new UI() {
        private final transient Page page =
            new Page(this) {
              @Override
              public PendingJavaScriptResult executeJs(String script, Object... arguments) {
                scriptArguments.addAll(List.of(arguments));
                return new PendingJavaScriptInvocation(
                    getElement().getNode(),
                    new UIInternals.JavaScriptInvocation(script, arguments));
              }
            };

        @Override
        public Page getPage() {
          return page;
        }
      };
  private final StudioContext context;
  private final Viewpoint viewpoint;

  public StudioFixture(EngineFixture pinwheel, String workspace) {
    context =
        new StudioContext(
            pinwheel.reads(),
            pinwheel.engine(),
            new LiveUpdates(pinwheel.events(), pinwheel.clock()),
            pinwheel.clock(),
            NO_PASSWORDS);
    viewpoint = pinwheel.reads().viewpoints().get(workspace, Sight.EVERYTHING);
    ComponentUtil.setData(ui, Viewpoint.class, viewpoint);
    UI.setCurrent(ui);
  }

  public UI ui() {
    return ui;
  }

  public StudioContext context() {
    return context;
  }

  public Viewpoint viewpoint() {
    return viewpoint;
  }

  /** All that a component says, in its order. */
  public static String text(Component component) {
    return component.getElement().getTextRecursively();
  }

  /** The arguments of the scripts that were sent to the browser. */
  public List<Object> scriptArguments() {
    return scriptArguments;
  }

  /** The labels of the commands that a view offers. */
  public static List<String> labels(HasCommands view) {
    return view.commands().stream().map(PaletteCommand::label).toList();
  }

  @Override
  public void close() {
    UI.setCurrent(null);
    context.live().close();
  }
}
