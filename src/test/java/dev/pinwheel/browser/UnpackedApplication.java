package dev.pinwheel.browser;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.springframework.util.FileSystemUtils;

/**
 * The packaged application as {@code ./pinwheel start} and the container run it: unpacked, with an
 * AOT cache, which starts in a fraction of the time. Made once for each jar; JVMs that run tests at
 * the same time wait for each other.
 */
final class UnpackedApplication {

  private static final Path DIRECTORY = Path.of("target", "browser", "application");
  private static final String JAR = "pinwheel.jar";
  private static final String CACHE = "pinwheel.aot";

  /** Compiled quickly rather than well, which takes a third less of the processor in a test. */
  private static final List<String> QUICK = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  private UnpackedApplication() {}

  /** What starts it; arguments of the application may follow. */
  static List<String> command(Path packaged) {
    Path unpacked = of(packaged);
    List<String> options = new ArrayList<>(QUICK);
    options.add("-XX:AOTCache=" + unpacked.resolveSibling(CACHE));
    options.add("-Xlog:aot=off");
    return command(options, unpacked);
  }

  /** What starts a jar with these options of the virtual machine. */
  static List<String> command(List<String> options, Path jar) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Xmx512m",
            "-jar",
            jar.toString()));
    return command;
  }

  private static Path of(Path packaged) {
    Path unpacked = DIRECTORY.resolve(JAR).toAbsolutePath();
    try {
      Files.createDirectories(DIRECTORY.getParent());
      try (FileChannel file =
              FileChannel.open(
                  DIRECTORY.resolveSibling("application.lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          var unused = file.lock()) {
        if (!isOf(packaged, unpacked)) {
          unpack(packaged, unpacked);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return unpacked;
  }

  private static boolean isOf(Path packaged, Path unpacked) throws IOException {
    return Files.exists(unpacked.resolveSibling(CACHE))
        && Files.getLastModifiedTime(unpacked).equals(Files.getLastModifiedTime(packaged));
  }

  private static void unpack(Path packaged, Path unpacked) throws IOException {
    FileSystemUtils.deleteRecursively(DIRECTORY);
    run(
        command(List.of("-Djarmode=tools"), packaged),
        "extract",
        "--destination",
        DIRECTORY.toString());
    FileTime made = Files.getLastModifiedTime(packaged);
    Files.setLastModifiedTime(unpacked, made);
    List<String> options = new ArrayList<>(QUICK);
    options.add("-XX:AOTCacheOutput=" + unpacked.resolveSibling(CACHE));
    options.add("-Dspring.context.exit=onRefresh");
    Path data = Files.createTempDirectory("pinwheel-training");
    run(command(options, unpacked), "--server.port=0", "--pinwheel.data=" + data);
    FileSystemUtils.deleteRecursively(data);
  }

  private static void run(List<String> command, String... arguments) throws IOException {
    List<String> whole = new ArrayList<>(command);
    whole.addAll(List.of(arguments));
    File log = DIRECTORY.resolveSibling("application.log").toFile();
    Process process =
        new ProcessBuilder(whole)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
            .start();
    try {
      if (process.waitFor() != 0) {
        throw new IllegalStateException("Failed, see %s: %s".formatted(log, whole));
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
