package dev.pinwheel.journey;

import dev.pinwheel.browser.ServerProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a server process holds and uses. */
final class ServerMemory {

  private static final Pattern USED = Pattern.compile("used (\\d+)([KM])");

  private ServerMemory() {}

  /** Kilobytes of the heap after a collection. */
  static long heapKilobytes(ServerProcess server) throws IOException {
    String pid = Long.toString(server.pid());
    // Twice: what is finalized by the first is collected by the second.
    jcmd(pid, "GC.run");
    jcmd(pid, "GC.run");
    Matcher used = USED.matcher(jcmd(pid, "GC.heap_info"));
    if (!used.find()) {
      throw new IllegalStateException("Expected the used heap from GC.heap_info");
    }
    return Long.parseLong(used.group(1)) << (used.group(2).equals("K") ? 0 : 10);
  }

  /** Writes what is alive in the heap into a file that does not exist. */
  static void dump(ServerProcess server, Path file) throws IOException {
    String answer = jcmd(Long.toString(server.pid()), "GC.heap_dump", file.toString());
    if (!Files.exists(file)) {
      throw new IllegalStateException("Expected a heap dump, but: " + answer);
    }
  }

  private static String jcmd(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(arguments));
    command.addFirst(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  /** Only Linux says so. */
  static String resident(ServerProcess server) throws IOException {
    Path status = Path.of("/proc", Long.toString(server.pid()), "status");
    return Files.exists(status)
        ? Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("VmRSS:"))
            .map(line -> (Long.parseLong(line.replaceAll("\\D", "")) >> 10) + " MB")
            .findFirst()
            .orElse("unknown")
        : "unknown";
  }
}
