package dev.pinwheel.journey;

import dev.pinwheel.browser.ServerProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Processor time of a server's threads, in milliseconds, by their names without numbers. Virtual
 * threads count for those that carry them ({@code ForkJoinPool}).
 */
record ThreadTimes(Map<String, Double> millis) {

  private static final Pattern THREAD = Pattern.compile("^\"(.*?)[-\\d# ]*\".* cpu=([\\d.]+)ms.*");

  static ThreadTimes of(ServerProcess server) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(server.pid()),
                "Thread.print")
            .redirectErrorStream(true)
            .start();
    Map<String, Double> millis = new TreeMap<>();
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Matcher thread = THREAD.matcher(line);
        if (thread.matches()) {
          millis.merge(thread.group(1), Double.valueOf(thread.group(2)), Double::sum);
        }
      }
    }
    return new ThreadTimes(millis);
  }

  /** The seven that used most since then, such as {@code C2 CompilerThread 812 ms}. */
  String since(ThreadTimes before) {
    return millis.entrySet().stream()
        .map(thread ->
            Map.entry(
                thread.getKey(),
                thread.getValue() - before.millis.getOrDefault(thread.getKey(), 0.0)))
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .limit(7)
        .map(thread -> "%s %.0f ms".formatted(thread.getKey(), thread.getValue()))
        .collect(Collectors.joining(", "));
  }
}
