package dev.pinwheel.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringBootVersion;

/** A Spring Boot application of somebody else that depends on {@code pinwheel-spring}. */
@Tag("packaged")
class SpringProjectTest {

  private static final String MAIN =
      """
      package com.example;

      import dev.pinwheel.sdk.Module;
      import dev.pinwheel.sdk.Task;
      import dev.pinwheel.worker.spring.EnablePinwheelWorker;
      import org.springframework.boot.SpringApplication;
      import org.springframework.boot.autoconfigure.SpringBootApplication;
      import org.springframework.context.annotation.Import;

      @SpringBootApplication
      @EnablePinwheelWorker
      @Import(Main.Orders.class)
      public class Main {

        @Module("orders")
        public static class Orders {
          @Task
          public String pack(String article) {
            return article;
          }
        }

        public static void main(String[] arguments) {
          SpringApplication.run(Main.class, arguments);
        }
      }
      """;

  @TempDir private Path directory;

  @Test
  void isToldInSentencesWhatItsConfigurationLacks() throws Exception {
    OutsideProject project =
        new OutsideProject(directory.resolve("shop"))
            .create(
                "dev.pinwheel:pinwheel-spring:" + Packaged.version(),
                "org.springframework.boot:spring-boot-starter:" + SpringBootVersion.getVersion())
            .source("com/example/Main", MAIN)
            .build();

    String output = run(project);

    assertThat(output)
        .containsSubsequence(
            "APPLICATION FAILED TO START",
            "Description:",
            "Expected a workspace, found no property pinwheel.worker.workspace.",
            "Action:",
            "Set pinwheel.worker.workspace=development/joe")
        .doesNotContain("\tat ");
  }

  private String run(OutsideProject project) throws Exception {
    Path output = directory.resolve("output");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-cp",
                project.classpath(),
                "com.example.Main")
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("it ends").isTrue();
      assertThat(process.exitValue()).isEqualTo(1);
      return Files.readString(output);
    } finally {
      process.destroyForcibly();
    }
  }
}
