package dev.pinwheel.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;

/** A directory of classes that a task author compiles. */
final class CompiledClasses {

  private final Path sources;
  private final Path classes;

  CompiledClasses(Path directory) {
    this.sources = directory.resolve("sources");
    this.classes = directory.resolve("classes");
  }

  Path directory() {
    return classes;
  }

  /** Compiles a class of the package {@code shop}. */
  CompiledClasses compile(String name, String code) {
    try {
      Path source = sources.resolve("shop").resolve(name + ".java");
      Files.createDirectories(source.getParent());
      Files.createDirectories(classes);
      Files.writeString(
          source,
          "package shop;\nimport dev.pinwheel.sdk.*;\nimport dev.pinwheel.sdk.Module;\n" + code);
      int status =
          ToolProvider.getSystemJavaCompiler()
              .run(
                  null,
                  null,
                  null,
                  "-parameters",
                  "-d",
                  classes.toString(),
                  "-cp",
                  classes
                      + System.getProperty("path.separator")
                      + System.getProperty("java.class.path"),
                  source.toString());
      if (status != 0) {
        throw new AssertionError(code + " does not compile.");
      }
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path file(String name) {
    return classes.resolve("shop").resolve(name + ".class");
  }

  void delete(String name) {
    try {
      Files.delete(file(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  WorkerClasses read(String... names) {
    return new WorkerClasses(
        new WorkerArguments(
            "http://localhost:1",
            "development/joe",
            "joe",
            null,
            null,
            List.of(classes),
            List.of(names),
            true));
  }
}
