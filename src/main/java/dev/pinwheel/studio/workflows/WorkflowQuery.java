package dev.pinwheel.studio.workflows;

import com.vaadin.flow.router.QueryParameters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the list of workflows shows, as in the URL.
 *
 * @param includeBases whether last runs and trends include runs of the bases (V2)
 * @param text part of the names to list; empty for all
 * @param open the workflows that are open, such as {@code users/welcome}; names that nobody
 *     declares have no effect
 */
record WorkflowQuery(boolean includeBases, String text, Set<String> open) {

  static final WorkflowQuery FIRST = new WorkflowQuery(true, "", Set.of());

  /** The query parameter with a part of the names to list. */
  static final String TEXT = "q";

  private static final String BASES = "bases";
  private static final String OPEN = "open";

  /** In the order in which they were opened. */
  WorkflowQuery {
    open = new LinkedHashSet<>(open);
  }

  static WorkflowQuery of(QueryParameters parameters) {
    return new WorkflowQuery(
        !parameters.getSingleParameter(BASES).orElse("").equals("no"),
        parameters.getSingleParameter(TEXT).orElse(""),
        new LinkedHashSet<>(parameters.getParameters(OPEN)));
  }

  /** The parameters with this query instead of any former one. */
  QueryParameters in(QueryParameters parameters) {
    Map<String, List<String>> asked = new HashMap<>();
    if (!includeBases) {
      asked.put(BASES, List.of("no"));
    }
    if (!text.isBlank()) {
      asked.put(TEXT, List.of(text));
    }
    if (!open.isEmpty()) {
      asked.put(OPEN, new ArrayList<>(open));
    }
    return parameters.excluding(BASES, TEXT, OPEN).mergingAll(asked);
  }

  boolean isOpen(String name) {
    return open.contains(name);
  }

  WorkflowQuery withBases(boolean include) {
    return new WorkflowQuery(include, text, open);
  }

  WorkflowQuery withText(String part) {
    return new WorkflowQuery(includeBases, part, open);
  }

  WorkflowQuery with(String name, boolean isOpen) {
    Set<String> others = new LinkedHashSet<>(open);
    if (isOpen) {
      others.add(name);
    } else {
      others.remove(name);
    }
    return new WorkflowQuery(includeBases, text, others);
  }
}
