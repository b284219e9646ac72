package dev.pinwheel.store.check;

import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Select;

/** What statements find that contradicts the facts, a sentence for each kind. */
final class Contradictions {

  private final DSLContext dsl;
  private final List<String> sentences = new ArrayList<>();

  Contradictions(DSLContext dsl) {
    this.dsl = dsl;
  }

  /**
   * Counts the rows of a statement that should have none.
   *
   * @param what is wrong, to follow the number
   */
  void add(String what, Select<?> rows) {
    int count = dsl.fetchCount(rows);
    if (count > 0) {
      sentences.add("%d %s.".formatted(count, what));
    }
  }

  /** Empty when nothing contradicts the facts. */
  List<String> sentences() {
    return List.copyOf(sentences);
  }
}
