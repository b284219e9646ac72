package dev.pinwheel.app;

import dev.pinwheel.sdk.Module;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;

/** The modules on a class path, loaded afresh each time. */
final class WorkerClasses {

  private static final String SUFFIX = ".class";

  private final List<Path> classPath;
  private final List<String> names;

  WorkerClasses(WorkerArguments arguments) {
    this.classPath = arguments.classPath();
    this.names = arguments.modules();
  }

  /**
   * Loads the modules by a class loader of their own.
   *
   * @throws WorkerArguments.Mistake when there is none, or one of them is missing
   */
  List<Class<?>> load() {
    URL[] urls = classPath.stream().map(WorkerClasses::url).toArray(URL[]::new);
    URLClassLoader loader = new URLClassLoader(urls, WorkerClasses.class.getClassLoader());
    List<Class<?>> modules =
        names.isEmpty()
            ? find(loader)
            : names.stream().<Class<?>>map(name -> load(loader, name)).toList();
    if (modules.isEmpty()) {
      throw new WorkerArguments.Mistake(
          "Expected classes with @Module in %s, found none. Is it compiled?".formatted(classPath));
    }
    return modules;
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
    }
  }

  private List<Class<?>> find(ClassLoader loader) {
    return classPath.stream()
        .filter(Files::isDirectory)
        .flatMap(directory ->
            files(directory).stream()
                .map(file -> directory.relativize(file).toString())
                .map(file -> file.substring(0, file.length() - SUFFIX.length()))
                .map(file -> file.replace('/', '.').replace('\\', '.')))
        .sorted()
        .<Class<?>>map(name -> load(loader, name))
        .filter(type -> type.isAnnotationPresent(Module.class) && !type.isInterface())
        .toList();
  }

  private static List<Path> files(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(file -> file.toString().endsWith(SUFFIX))
          .filter(file -> !file.endsWith("module-info.class"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Changes whenever something was compiled. */
  String stamp() {
    StringBuilder stamp = new StringBuilder();
    for (Path path : classPath) {
      List<Path> files = Files.isDirectory(path) ? files(path) : List.of(path);
      for (Path file : files) {
        stamp.append(file).append(lastModified(file)).append(';');
      }
    }
    return stamp.toString();
  }

  /** A file that a compiler is just replacing counts as changed. */
  private static String lastModified(Path file) {
    try {
      FileTime time = Files.getLastModifiedTime(file);
      return time + "," + Files.size(file);
    } catch (IOException e) {
      return "gone";
    }
  }
}
