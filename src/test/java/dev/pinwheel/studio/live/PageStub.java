package dev.pinwheel.studio.live;

import com.vaadin.flow.component.HeartbeatEvent;
import com.vaadin.flow.component.HeartbeatListener;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import com.vaadin.flow.component.page.Page;
import com.vaadin.flow.component.page.PageVisibility;
import com.vaadin.flow.server.Command;
import com.vaadin.flow.shared.Registration;
import com.vaadin.flow.signals.Signal;
import com.vaadin.flow.signals.local.ValueSignal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/** A page without browser and session, whose commands run when the test says so. */
final class PageStub extends UI {

  private final transient ValueSignal<PageVisibility> visibility =
      new ValueSignal<>(PageVisibility.VISIBLE);
  private final transient Queue<Command> commands = new ArrayDeque<>();
  private final transient List<Throwable> failures = new ArrayList<>();
  private final transient Page page =
      new Page(this) {
        @Override
        public Signal<PageVisibility> pageVisibilitySignal() {
          return visibility;
        }
      };
  private final transient List<HeartbeatListener> heartbeats = new ArrayList<>();
  private boolean gone;

  void open() {
    UI.setCurrent(this);
  }

  void show(PageVisibility shown) {
    visibility.set(shown);
  }

  /** The browser sends a heartbeat. */
  void beat() {
    HeartbeatEvent heartbeat = new HeartbeatEvent(this, 0);
    List.copyOf(heartbeats).forEach(listener -> listener.heartbeat(heartbeat));
  }

  /** The browser tab was closed. */
  void disappear() {
    gone = true;
  }

  int waiting() {
    return commands.size();
  }

  /** What commands threw. */
  List<Throwable> failures() {
    return failures;
  }

  /** Runs one command; false when there was none. */
  boolean runNext() {
    Command command = commands.poll();
    if (command == null) {
      return false;
    }
    try {
      command.execute();
    } catch (RuntimeException e) {
      failures.add(e);
    }
    return true;
  }

  @Override
  public Registration addHeartbeatListener(HeartbeatListener listener) {
    heartbeats.add(listener);
    return () -> heartbeats.remove(listener);
  }

  @Override
  public Page getPage() {
    return page;
  }

  @Override
  public Future<Void> access(Command command) {
    if (gone) {
      throw new UIDetachedException();
    }
    commands.add(command);
    return new CompletableFuture<>();
  }
}
