package dev.pinwheel.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.env.Environment;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.ArgumentResolver;
import org.springframework.mock.env.MockEnvironment;

class FailureAnalyzersTest {

  /** They are named in a file only, which the compiler does not look at. */
  @Test
  void springBootFindsEveryAnalyzer() {
    assertThat(
            SpringFactoriesLoader.forDefaultResourceLocation()
                .load(
                    FailureAnalyzer.class,
                    ArgumentResolver.of(Environment.class, new MockEnvironment()),
                    // Some of Spring Boot's want a bean factory.
                    (type, name, failure) -> assertThat(name).doesNotStartWith("dev.pinwheel")))
        .hasAtLeastOneElementOfType(StartRefused.Analyzer.class)
        .hasAtLeastOneElementOfType(UnusableDatabase.InUse.class)
        .hasAtLeastOneElementOfType(UnusableDatabase.Damaged.class)
        .hasAtLeastOneElementOfType(UnusableDatabase.OfAnotherVersion.class)
        .hasAtLeastOneElementOfType(UnusableDatabase.HeldByAnotherServer.class)
        .hasAtLeastOneElementOfType(InvalidProperty.class)
        .hasAtLeastOneElementOfType(PortInUse.class);
  }

  @Test
  void aSentenceAboutAPropertyIsReportedWithoutAStackTrace() {
    InvalidProperty analyzer = new InvalidProperty();
    String sentence = "Expected pinwheel.password-cost from 4 to 31, found 3.";

    assertThat(
            analyzer.analyze(
                new IllegalStateException("a bean", new IllegalArgumentException(sentence))))
        .satisfies(analysis -> assertThat(analysis.getDescription()).isEqualTo(sentence));
    assertThat(analyzer.analyze(new IllegalArgumentException("Expected an even number")))
        .as("of something else")
        .isNull();
  }
}
