package dev.pinwheel.studio.run.drawing;

import dev.pinwheel.model.StepId;
import dev.pinwheel.query.run.RunTree;
import dev.pinwheel.query.run.StepNode;
import dev.pinwheel.query.view.CallEdge;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides which steps share a card: many siblings of one target do, large groups do, and what such
 * steps call is gathered by target, too. So the number of cards stays small however wide a run is,
 * and every step has exactly one card. The first failed ones of such siblings stand beside theirs.
 */
final class CardGrouping {

  /** More siblings of one target than this are drawn as one card. */
  static final int SIBLINGS = 10;

  /** More siblings of one target than this are drawn as cells of one card. */
  static final int WALL = 200;

  /** So many failed siblings have cards of their own. */
  static final int FAILURES = 10;

  /** A group of more cards than this is drawn as one card. */
  static final int GROUP = 12;

  private final RunTree tree;
  private final Set<String> toggled;
  private final Map<StepId, StepNode> parents = new HashMap<>();
  private final Map<Bundle, Integer> sizes = new HashMap<>();
  private final Map<InGroup, Integer> groupSizes = new HashMap<>();
  private final Map<String, Building> cards = new LinkedHashMap<>();
  private final Map<StepId, Building> homes = new HashMap<>();
  private final Map<InCard, String> bundleIds = new HashMap<>();
  private final Map<String, Integer> failures = new HashMap<>();

  private CardGrouping(RunTree tree, Set<String> toggled) {
    this.tree = tree;
    this.toggled = toggled;
  }

  /**
   * The cards in call order.
   *
   * @param toggled ids of cards and groups that the user expanded or collapsed
   */
  static List<Card> cards(RunTree tree, Set<String> toggled) {
    CardGrouping grouping = new CardGrouping(tree, toggled);
    grouping.findParents();
    grouping.count();
    tree.nodes().forEach(grouping::place);
    return grouping.cards.values().stream().map(Building::card).toList();
  }

  /** A node's parent is the drawn step that called it first, before it in call order. */
  private void findParents() {
    Map<StepId, StepNode> nodes = new HashMap<>();
    tree.nodes().forEach(node -> nodes.put(node.step(), node));
    Map<StepId, Integer> positions = new HashMap<>();
    for (StepNode node : tree.nodes()) {
      positions.put(node.step(), positions.size());
    }
    for (CallEdge call : tree.calls()) {
      StepNode caller = nodes.get(call.from());
      int from = positions.getOrDefault(call.from(), Integer.MAX_VALUE);
      int to = positions.getOrDefault(call.to(), 0);
      if (caller != null && from < to) {
        parents.putIfAbsent(call.to(), caller);
      }
    }
  }

  private void count() {
    for (StepNode node : tree.nodes()) {
      sizes.merge(bundleOf(node), 1, Integer::sum);
    }
    sizes.forEach((bundle, size) -> {
      if (bundle.group != null) {
        int drawn = size > SIBLINGS ? 1 : size;
        groupSizes.merge(new InGroup(bundle.parent, bundle.group), drawn, Integer::sum);
      }
    });
  }

  private Bundle bundleOf(StepNode node) {
    StepNode parent = parents.get(node.step());
    return new Bundle(
        parent == null ? null : parent.step(), node.module(), node.target(), node.group());
  }

  private void place(StepNode node) {
    StepNode parent = parents.get(node.step());
    Building above = parent == null ? null : homes.get(parent.step());
    Building home = shareFor(node, above);
    if (home == null) {
      home = new Building(idOf(node), above, node.group(), node.target(), Shared.NO);
      cards.put(home.id, home);
    }
    home.members.add(node);
    homes.put(node.step(), home);
  }

  private @Nullable Building shareFor(StepNode node, @Nullable Building above) {
    if (above == null) {
      return null;
    }
    Bundle bundle = bundleOf(node);
    if (bundle.group != null && isFolded(bundle.parent, bundle.group, above)) {
      String id = groupId(above.cardId(), bundle.group);
      return share(id, above, null, bundle.group, Shared.BY_GROUP);
    }
    if (above.shared == Shared.NO && sizes.getOrDefault(bundle, 0) <= SIBLINGS) {
      return null;
    }
    InCard key = new InCard(above.id, bundle.module, bundle.target, bundle.group);
    String id = bundleIds.computeIfAbsent(key, first -> "many-" + idOf(node));
    return toggled.contains(id) || standsOut(node, id)
        ? null
        : share(id, above, node.group(), node.target(), Shared.BY_TARGET);
  }

  private boolean standsOut(StepNode node, String card) {
    return node.state().isFailure() && failures.merge(card, 1, Integer::sum) <= FAILURES;
  }

  private boolean isFolded(@Nullable StepId parent, String group, Building above) {
    boolean large = groupSizes.getOrDefault(new InGroup(parent, group), 0) > GROUP;
    return large != toggled.contains(groupId(above.cardId(), group));
  }

  /** Names a group, whether it is drawn as a box or as one card. */
  static String groupId(@Nullable String parentCard, String group) {
    return "group-" + parentCard + "-" + group;
  }

  /** The id of the group that a card stands in; empty for none. */
  static String groupOf(Card card) {
    return card.group() == null ? "" : groupId(card.parent(), card.group());
  }

  private Building share(
      String id, Building above, @Nullable String group, String title, Shared by) {
    return cards.computeIfAbsent(id, created -> new Building(id, above, group, title, by));
  }

  private static String idOf(StepNode node) {
    return Integer.toString(node.step().number());
  }

  private record Bundle(
      @Nullable StepId parent, String module, String target, @Nullable String group) {}

  private record InGroup(@Nullable StepId parent, String group) {}

  private record InCard(String card, String module, String target, @Nullable String group) {}

  /** What the steps of a card have in common. */
  private enum Shared {
    NO,
    BY_TARGET,
    BY_GROUP
  }

  /** A card while steps are put into it. */
  private static final class Building {
    private final String id;
    private final @Nullable Building parent;
    private final @Nullable String group;
    private final String title;
    private final Shared shared;
    private final List<StepNode> members = new ArrayList<>();

    private Building(
        String id, @Nullable Building parent, @Nullable String group, String title, Shared shared) {
      this.id = id;
      this.parent = parent;
      this.group = group;
      this.title = title;
      this.shared = shared;
    }

    /** One step alone is drawn as itself, wherever it was put. */
    private Card card() {
      boolean collapsed = members.size() > 1;
      return new Card(
          collapsed ? id : idOf(members.getFirst()),
          parent == null ? null : parent.cardId(),
          group,
          collapsed ? title : members.getFirst().target(),
          members,
          kind());
    }

    private Card.Kind kind() {
      if (members.size() == 1) {
        return Card.Kind.STEP;
      }
      return members.size() > WALL && shared == Shared.BY_TARGET ? Card.Kind.WALL : Card.Kind.STACK;
    }

    private String cardId() {
      return members.size() > 1 ? id : idOf(members.getFirst());
    }
  }
}
