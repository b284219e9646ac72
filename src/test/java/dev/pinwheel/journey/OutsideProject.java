package dev.pinwheel.journey;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A Maven project of a task author that depends on our artifacts as they are published, in a
 * directory and with a local repository of its own.
 */
final class OutsideProject {

  private final Path directory;

  OutsideProject(Path directory) {
    this.directory = directory;
  }

  /** Writes its POM; sources are Java 21 with names of parameters. */
  OutsideProject create() {
    return create("dev.pinwheel:pinwheel-sdk:" + Packaged.version());
  }

  /** As {@link #create()}, with these dependencies: group, name and version of each. */
  OutsideProject create(String... dependencies) {
    write(
        "pom.xml",
        """
        <project xmlns="http://maven.apache.org/POM/4.0.0">
          <modelVersion>4.0.0</modelVersion>
          <groupId>com.example</groupId>
          <artifactId>greetings</artifactId>
          <version>1</version>
          <properties>
            <maven.compiler.release>21</maven.compiler.release>
            <maven.compiler.parameters>true</maven.compiler.parameters>
            <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
          </properties>
          <repositories>
            <repository><id>pinwheel</id><url>%s</url></repository>
          </repositories>
          <dependencies>
            %s
          </dependencies>
          <build>
            <plugins>
              <plugin>
                <artifactId>maven-compiler-plugin</artifactId>
                <version>3.15.0</version>
              </plugin>
              <plugin>
                <artifactId>maven-resources-plugin</artifactId>
                <version>3.5.0</version>
              </plugin>
            </plugins>
          </build>
        </project>
        """
            .formatted(
                Packaged.sdkRepository().toUri(),
                Stream.of(dependencies)
                    .map(OutsideProject::dependency)
                    .collect(Collectors.joining())));
    return this;
  }

  private static String dependency(String coordinates) {
    String[] parts = coordinates.split(":", 3);
    return "<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version></dependency>"
        .formatted(parts[0], parts[1], parts[2]);
  }

  /** Writes a source file. */
  OutsideProject source(String className, String code) {
    return write("src/main/java/" + className + ".java", code);
  }

  private OutsideProject write(String file, String text) {
    try {
      Path path = directory.resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Compiles it with Maven. */
  OutsideProject build() {
    maven(
        "compile",
        "org.apache.maven.plugins:maven-dependency-plugin:3.10.0:build-classpath",
        "-Dmdep.outputFile=target/classpath");
    return this;
  }

  /** What a JVM needs to run it. */
  String classpath() {
    try {
      return directory.resolve("target/classes")
          + java.io.File.pathSeparator
          + Files.readString(directory.resolve("target/classpath")).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void maven(String... goals) {
    Path shared = Path.of(System.getProperty("user.home"), ".m2", "repository");
    List<String> arguments = new ArrayList<>(List.of(goals));
    arguments.add("-Dmaven.repo.local=" + directory.resolve("repository"));
    // Ours first: the shared one may have artifacts of an earlier build.
    arguments.add("-Dmaven.repo.local.tail=" + Packaged.sdkRepository() + "," + shared);
    MavenProcess.run(directory, arguments);
  }
}
