package dev.pinwheel.studio.run.drawing;

import dev.pinwheel.model.NaturalOrder;
import dev.pinwheel.query.run.StepNode;
import dev.pinwheel.query.view.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/**
 * An order of the steps other than call order: by a column, upwards or downwards. In URLs {@code
 * took} and {@code -took}.
 */
public record StepOrder(By column, boolean descending) {

  /** What can be sorted by. */
  public enum By {
    STEP,
    /** Steps of one target by their arguments: {@code row 9} before {@code row 10}. */
    TARGET,
    /** What needs attention first. */
    STATE,
    ATTEMPT,
    WORKSPACE,
    /** How often it was reused. */
    MEMO,
    /** As long as it runs, the time until now. */
    TOOK;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The order that a word of a URL means; empty for call order and for what is no order. */
  public static Optional<StepOrder> parse(String word) {
    boolean descending = word.startsWith("-");
    String name = descending ? word.substring(1) : word;
    for (By column : By.values()) {
      if (column.word().equals(name)) {
        return Optional.of(new StepOrder(column, descending));
      }
    }
    return Optional.empty();
  }

  public String word() {
    return descending ? "-" + column.word() : column.word();
  }

  /**
   * Compares steps; equal ones stay in call order.
   *
   * @param now for those that run
   */
  public Comparator<StepNode> comparator(Instant now) {
    Comparator<StepNode> upwards =
        switch (column) {
          case STEP -> Comparator.comparingInt(node -> node.step().number());
          case TARGET ->
              Comparator.comparing((StepNode node) -> node.target().toLowerCase(Locale.ROOT))
                  .thenComparing(StepOrder::arguments, NaturalOrder.COMPARATOR);
          case STATE -> Comparator.comparingInt(node -> urgency(node.state()));
          case ATTEMPT -> Comparator.comparingInt(node -> node.attempts().size());
          case WORKSPACE -> Comparator.comparing(node -> node.workspace().name());
          case MEMO -> Comparator.comparingInt(StepOrder::reused);
          case TOOK -> Comparator.comparing(node -> took(node, now));
        };
    return descending ? upwards.reversed() : upwards;
  }

  private static String arguments(StepNode node) {
    return node.argumentLine() == null ? "" : node.argumentLine();
  }

  private static int urgency(State state) {
    return switch (state) {
      case FAILED -> 0;
      case TIMED_OUT -> 1;
      case ABANDONED -> 2;
      case CANCELLED -> 3;
      case WAITING -> 4;
      case BLOCKED -> 5;
      case QUEUED -> 6;
      case SCHEDULED -> 7;
      case SUSPENDED -> 8;
      case RUNNING -> 9;
      case DONE, PART -> 10;
    };
  }

  private static int reused(StepNode node) {
    return node.pin() == null ? -1 : node.pin().reused();
  }

  private static Duration took(StepNode node, Instant now) {
    return node.timing()
        .took()
        .orElseGet(() ->
            node.state() == State.RUNNING
                ? Duration.between(node.timing().startedAt(), now)
                : Duration.ZERO);
  }
}
