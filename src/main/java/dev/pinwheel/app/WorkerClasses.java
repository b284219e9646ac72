package dev.pinwheel.app;

import dev.pinwheel.sdk.Module;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads the modules on a class path, with a new class loader each time. */
final class WorkerClasses {

  private static final Logger log = LoggerFactory.getLogger(WorkerClasses.class);
  private static final String SUFFIX = ".class";
  private static final int VERSION_LENGTH = 12;

  private final List<Path> classPath;
  private final List<String> names;

  WorkerClasses(WorkerArguments arguments) {
    this.classPath = arguments.classPath();
    this.names = arguments.modules();
  }

  /**
   * Modules of one class loader.
   *
   * @param codeVersion a digest of all that is on the class path
   */
  record Loaded(List<Class<?>> modules, String codeVersion) {}

  /**
   * Loads the modules by a class loader of their own. The directories' other classes are loaded
   * with them, so that what runs does not meet recompiled ones halfway.
   *
   * @throws WorkerArguments.Mistake when there is none, or one of them is missing
   */
  Loaded load() {
    try {
      URL[] urls = classPath.stream().map(WorkerClasses::url).toArray(URL[]::new);
      URLClassLoader loader = new URLClassLoader(urls, WorkerClasses.class.getClassLoader());
      String codeVersion = digest();
      List<Class<?>> found = classesInDirectories(loader);
      List<Class<?>> modules =
          names.isEmpty()
              ? found.stream()
                  .filter(type -> type.isAnnotationPresent(Module.class) && !type.isInterface())
                  .toList()
              : names.stream().<Class<?>>map(name -> load(loader, name)).toList();
      if (modules.isEmpty()) {
        throw none();
      }
      return new Loaded(modules, codeVersion);
    } catch (UncheckedIOException e) {
      throw new WorkerArguments.Mistake(
          "Expected to read %s, but it is being changed: %s.".formatted(places(), e.getMessage()));
    }
  }

  private WorkerArguments.Mistake none() {
    boolean onlyDirectories = classPath.stream().allMatch(Files::isDirectory);
    return new WorkerArguments.Mistake(
        "Expected classes with @Module in %s, found none. %s"
            .formatted(
                places(),
                onlyDirectories
                    ? "Is it compiled?"
                    : "Name those in jars as arguments: com.example.Users."));
  }

  private String places() {
    return classPath.stream().map(Path::toString).collect(Collectors.joining(", "));
  }

  private static URL url(Path path) {
    try {
      return path.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static Class<?> load(ClassLoader loader, String name) {
    try {
      return Class.forName(name, false, loader);
    } catch (ClassNotFoundException e) {
      throw new WorkerArguments.Mistake(
          "There is no class '%s' on the class path.".formatted(name));
    } catch (LinkageError e) {
      throw new WorkerArguments.Mistake(
          "Class '%s' cannot be loaded. %s".formatted(name, sentence(e)));
    }
  }

  /** Why code cannot be loaded. */
  static String sentence(LinkageError problem) {
    return problem instanceof NoClassDefFoundError && problem.getMessage() != null
        ? "It needs '%s', which is not on the class path. Add the jar: --class-path target/classes:lib/that.jar"
            .formatted(problem.getMessage().replace('/', '.'))
        : "The JVM says: " + problem.getMessage();
  }

  private List<Class<?>> classesInDirectories(ClassLoader loader) {
    List<Class<?>> found = new ArrayList<>();
    for (String name : classNames()) {
      try {
        found.add(Class.forName(name, false, loader));
      } catch (NoClassDefFoundError | ClassNotFoundException e) {
        leaveOut(name, e);
      } catch (LinkageError e) {
        throw new WorkerArguments.Mistake(
            "Class '%s' cannot be loaded. %s".formatted(name, sentence(e)));
      }
    }
    return found;
  }

  /** It may not be a module at all; a module that was named is reported anyway. */
  private void leaveOut(String name, Throwable problem) {
    if (names.isEmpty()) {
      log.warn(
          "Class '{}' is left out. {}",
          name,
          problem instanceof LinkageError missing ? sentence(missing) : "It no longer exists.");
    }
  }

  private List<String> classNames() {
    return classPath.stream()
        .filter(Files::isDirectory)
        .flatMap(directory ->
            files(directory).stream()
                .filter(WorkerClasses::isClass)
                .map(file -> directory.relativize(file).toString())
                .map(file -> file.substring(0, file.length() - SUFFIX.length()))
                .map(file -> file.replace('/', '.').replace('\\', '.')))
        .sorted()
        .toList();
  }

  private static boolean isClass(Path file) {
    return file.toString().endsWith(SUFFIX) && !file.endsWith("module-info.class");
  }

  private static List<Path> files(Path path) {
    if (!Files.isDirectory(path)) {
      return Files.exists(path) ? List.of(path) : List.of();
    }
    try (Stream<Path> files = Files.walk(path)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String digest() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Path path : classPath) {
        for (Path file : files(path)) {
          digest.update(path.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
          digest.update(Files.readAllBytes(file));
        }
      }
      return HexFormat.of().formatHex(digest.digest()).substring(0, VERSION_LENGTH);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256.", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Changes whenever something was compiled; empty while there is nothing that could be loaded, as
   * in the midst of a build.
   */
  String stamp() {
    StringBuilder stamp = new StringBuilder();
    boolean loadable = false;
    try {
      for (Path path : classPath) {
        for (Path file : files(path)) {
          loadable |= isClass(file) || file.equals(path);
          stamp
              .append(file)
              .append(Files.getLastModifiedTime(file))
              .append(',')
              .append(Files.size(file))
              .append(';');
        }
      }
    } catch (IOException | UncheckedIOException e) {
      return ""; // a compiler is just replacing it
    }
    return loadable ? stamp.toString() : "";
  }
}
