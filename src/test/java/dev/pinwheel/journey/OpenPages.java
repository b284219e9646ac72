package dev.pinwheel.journey;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Pages that are open at a time, and their heartbeats. Opened and closed by one thread. */
final class OpenPages implements AutoCloseable {

  /** Opened by turns. */
  static final List<String> ROUTES = List.of("runs", "workflows", "queue", "workers");

  private final URI server;
  private final List<PageClient> pages = new ArrayList<>();

  OpenPages(URI server) {
    this.server = server;
  }

  /** Opens so many, of all {@link #ROUTES} by turns. */
  void open(int count) throws Exception {
    for (int i = 0; i < count; i++) {
      add(ROUTES.get(i % ROUTES.size()));
    }
  }

  /** Opens so many of one run. */
  void openRun(String run, int count) throws Exception {
    for (int i = 0; i < count; i++) {
      add("runs/" + run);
    }
  }

  private synchronized void add(String route) throws Exception {
    pages.add(fresh(route));
  }

  /** One more, which the caller closes. */
  PageClient fresh(String route) throws Exception {
    return new PageClient(server, route, "workspace=production");
  }

  /** In the order in which they were opened. */
  synchronized List<PageClient> all() {
    return List.copyOf(pages);
  }

  /** Says for each that it is still there. */
  synchronized void beat() {
    for (PageClient page : pages) {
      try {
        page.beat();
      } catch (Exception e) {
        System.out.println("A page lost its heartbeat: " + e);
      }
    }
  }

  @Override
  public synchronized void close() {
    pages.forEach(PageClient::close);
    pages.clear();
  }
}
