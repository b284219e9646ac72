package dev.pinwheel.studio.run.steps;

import com.vaadin.flow.data.provider.hierarchy.AbstractBackEndHierarchicalDataProvider;
import com.vaadin.flow.data.provider.hierarchy.HierarchicalQuery;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Hands the keys of the rows to the grid. */
final class StepTableProvider extends AbstractBackEndHierarchicalDataProvider<String, Void> {
  private static final long serialVersionUID = 1L;

  private transient StepTableRows rows = StepTableRows.NONE;

  void show(StepTableRows shown) {
    rows = shown;
  }

  @Override
  public int getChildCount(HierarchicalQuery<String, Void> query) {
    return below(query.getParent()).size();
  }

  @Override
  public boolean hasChildren(String key) {
    return !below(key).isEmpty();
  }

  @Override
  protected Stream<String> fetchChildrenFromBackEnd(HierarchicalQuery<String, Void> query) {
    return below(query.getParent()).stream()
        .skip(query.getOffset())
        .limit(query.getLimit())
        .map(StepTableRow::key);
  }

  private List<StepTableRow> below(@Nullable String key) {
    return key == null ? rows.roots() : rows.find(key).map(rows::childrenOf).orElse(List.of());
  }
}
