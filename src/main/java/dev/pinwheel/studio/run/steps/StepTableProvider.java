package dev.pinwheel.studio.run.steps;

import com.vaadin.flow.data.provider.hierarchy.AbstractHierarchicalDataProvider;
import com.vaadin.flow.data.provider.hierarchy.HierarchicalQuery;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Hands the keys of the rows to the grid, as the list that results from the open rows. */
final class StepTableProvider extends AbstractHierarchicalDataProvider<String, Void> {
  private static final long serialVersionUID = 1L;

  private transient StepTableView view = StepTableView.NONE;
  private transient @Nullable Visible visible;

  /** The rows from top to bottom, as long as the same ones are open. */
  private record Visible(Set<Object> open, List<StepTableRow> rows) {}

  void show(StepTableView shown) {
    view = shown;
    visible = null;
  }

  @Override
  public HierarchyFormat getHierarchyFormat() {
    return HierarchyFormat.FLATTENED;
  }

  @Override
  public boolean isInMemory() {
    return false;
  }

  @Override
  public int getChildCount(HierarchicalQuery<String, Void> query) {
    return visible(query).size();
  }

  @Override
  public Stream<String> fetchChildren(HierarchicalQuery<String, Void> query) {
    return visible(query).stream()
        .skip(query.getOffset())
        .limit(query.getLimit())
        .map(StepTableRow::key);
  }

  @Override
  public boolean hasChildren(String key) {
    return view.find(key).filter(view::hasChildren).isPresent();
  }

  @Override
  public @Nullable String getParent(String key) {
    List<String> above = view.find(key).map(view::above).orElse(List.of());
    return above.isEmpty() || view.isFlat() ? null : above.getLast();
  }

  @Override
  public int getDepth(String key) {
    return view.find(key).map(view::depthOf).orElse(0);
  }

  @Override
  public int getItemIndex(String key, HierarchicalQuery<String, Void> query) {
    List<StepTableRow> rows = visible(query);
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).key().equals(key)) {
        return i;
      }
    }
    return -1;
  }

  /** Only the whole is asked for in this format. */
  private List<StepTableRow> visible(HierarchicalQuery<String, Void> query) {
    Set<Object> open = query.getExpandedItemIds();
    Visible known = visible;
    if (known == null || !known.open().equals(open)) {
      known = new Visible(Set.copyOf(open), view.visible(open));
      visible = known;
    }
    return known.rows();
  }
}
