package dev.pinwheel.journey;

import dev.pinwheel.browser.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * How much of a server's heap each open page retains, from a heap dump: what nothing else, and no
 * other page, holds. The ways to it from outside start at the objects named here.
 */
final class PageHeap {

  private static final String SESSION = "VaadinSession";

  /** Where timers, sockets and the Studio's live updates hold a page. */
  private static final List<String> HELD_FROM_OUTSIDE =
      List.of(
          "org.apache.catalina.session.StandardSession",
          "com.vaadin.flow.component.UI",
          "dev.pinwheel.studio.live.ReadingWatch",
          "org.apache.tomcat.util.net.NioEndpoint$NioSocketWrapper",
          "org.apache.tomcat.util.net.NioChannel",
          "org.apache.coyote.http11.upgrade.UpgradeProcessorInternal",
          "org.apache.tomcat.websocket.WsSession",
          "org.apache.tomcat.websocket.WsRemoteEndpoint",
          "org.apache.tomcat.websocket.server.WsFrameServer",
          "org.apache.tomcat.websocket.server.WsRemoteEndpoint",
          "org.apache.tomcat.websocket.server.WsHttpUpgradeHandler",
          "org.atmosphere.container.",
          "org.atmosphere.cpr.AtmosphereRe",
          "org.atmosphere.interceptor.HeartbeatInterceptor$");

  private static final String CONNECTION = "org.atmosphere.cpr.AtmosphereResourceImpl";

  private final HeapDump dump;
  private final boolean[] heldByOthers;
  private final int[] sessions;

  private PageHeap(HeapDump dump) {
    this.dump = dump;
    this.sessions =
        IntStream.range(0, dump.objects())
            .filter(object -> dump.className(object).endsWith(SESSION))
            .toArray();
    this.heldByOthers = dump.reachable(this::isOfAPage);
  }

  static PageHeap of(ServerProcess server, Path directory) throws IOException {
    Path file = directory.resolve("pages.hprof").toAbsolutePath();
    Files.deleteIfExists(file);
    ServerMemory.dump(server, file);
    PageHeap heap = new PageHeap(HeapDump.read(file));
    Files.delete(file);
    return heap;
  }

  /** The median of the pages, with their connections. */
  long medianKilobytes() {
    return median(object -> false);
  }

  /** The median of the pages, without buffers and requests of their connections. */
  long medianKilobytesWithoutConnection() {
    return median(object -> dump.className(object).equals(CONNECTION));
  }

  private long median(IntPredicate left) {
    int[] holders = new int[dump.objects()];
    boolean[][] held = new boolean[sessions.length][];
    for (int page = 0; page < sessions.length; page++) {
      held[page] =
          dump.reachable(
              new int[] {sessions[page]}, object -> heldByOthers[object] || left.test(object));
      for (int object = 0; object < holders.length; object++) {
        holders[object] += held[page][object] ? 1 : 0;
      }
    }
    long[] sizes =
        Arrays.stream(held)
            .mapToLong(of ->
                IntStream.range(0, holders.length)
                    .filter(object -> of[object] && holders[object] == 1)
                    .mapToLong(dump::size)
                    .sum())
            .sorted()
            .toArray();
    return sizes.length == 0 ? 0 : sizes[sizes.length / 2] / 1_000;
  }

  private boolean isOfAPage(int object) {
    String name = dump.className(object);
    return name.endsWith(SESSION) || HELD_FROM_OUTSIDE.stream().anyMatch(name::startsWith);
  }
}
