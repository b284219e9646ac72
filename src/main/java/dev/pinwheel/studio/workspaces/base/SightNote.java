package dev.pinwheel.studio.workspaces.base;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Paragraph;
import dev.pinwheel.access.AccessSnapshot;
import dev.pinwheel.access.Role;
import dev.pinwheel.model.Actor;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.Workspace;
import dev.pinwheel.model.WorkspaceChain;
import dev.pinwheel.query.Viewpoints;
import dev.pinwheel.query.view.Sight;
import dev.pinwheel.query.view.TextFormat;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.studio.live.Background;
import dev.pinwheel.studio.page.StudioContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Names who would see more because a workspace gets a base (A4); invisible when nobody does. */
public final class SightNote extends Paragraph {

  private static final int MOST_NAMED = 10;

  private final UI ui;
  private final StudioContext context;
  private final @Nullable Workspace existing;
  private String name = "";
  private @Nullable String base;
  private Chains chains = Chains.NONE;

  /**
   * What the base would disclose, and what is disclosed already.
   *
   * @param below the workspace and those based on it that exist for the viewer; empty for a new one
   * @param before its chain; empty for a new one
   * @param base null when nothing is
   */
  private record Chains(
      List<Workspace> below, List<Workspace> before, @Nullable WorkspaceChain base) {
    static final Chains NONE = new Chains(List.of(), List.of(), null);
  }

  /**
   * @param existing the workspace whose base is to change; null for a new one
   */
  public SightNote(UI ui, StudioContext context, @Nullable Workspace existing) {
    this.ui = ui;
    this.context = context;
    this.existing = existing;
    setTestId("sight-note");
    setVisible(false);
  }

  /**
   * Says it for a name and a base.
   *
   * @param chosen the base; null for none
   */
  public void show(String typed, @Nullable String chosen) {
    name = typed;
    if (!context.access().isSecured() || chosen == null) {
      base = chosen;
      setVisible(false);
    } else if (chosen.equals(base)) {
      say();
    } else {
      base = chosen;
      load(chosen);
    }
  }

  private void load(String chosen) {
    chains = Chains.NONE;
    setVisible(false);
    Viewpoints viewpoints = context.reads().viewpoints();
    Sight sight = context.sight();
    Workspace own = existing;
    Background.run(
        ui,
        () ->
            new Chains(
                own == null ? List.of() : below(own, sight),
                own == null ? List.of() : viewpoints.get(own.id(), sight).chain().nearestFirst(),
                viewpoints.find(chosen, sight).map(Viewpoint::chain).orElse(null)),
        loaded -> {
          if (chosen.equals(base)) {
            chains = loaded;
            say();
          }
        },
        failure -> {
          // Whether it may be based there is said when it is tried.
          if (!(failure instanceof Rejection)) {
            throw failure;
          }
        });
  }

  private List<Workspace> below(Workspace own, Sight sight) {
    List<Workspace> below = new ArrayList<>();
    below.add(own);
    context
        .reads()
        .workspaces()
        .listDescendants(sight, own.id())
        .forEach(node -> below.add(node.workspace()));
    return below;
  }

  private void say() {
    WorkspaceChain disclosed = chains.base();
    Optional<String> sentence =
        disclosed == null ? Optional.empty() : sentence(gainingSight(disclosed), disclosed);
    setText(sentence.orElse(""));
    setVisible(sentence.isPresent());
  }

  private List<String> gainingSight(WorkspaceChain disclosed) {
    AccessSnapshot access = context.access();
    Actor viewer = context.actor();
    Instant now = context.clock().instant();
    return existing == null
        ? ofNew(access, viewer, name, disclosed, now)
        : ofExisting(access, viewer, chains.below(), chains.before(), disclosed, now);
  }

  /**
   * Nobody for a name that the viewer may not create: who has roles there is not their business.
   */
  static List<String> ofNew(
      AccessSnapshot access, Actor viewer, String name, WorkspaceChain base, Instant now) {
    return access.hasRoleOnName(viewer, Role.DEVELOPER, name, now)
            && access.basingRefusal(viewer, base, now).isEmpty()
        ? access.gainingSight(scope -> scope.coversName(name), List.of(), base)
        : List.of();
  }

  /**
   * The same for a workspace whose base changes.
   *
   * @param below the workspace and those based on it
   * @param before its chain
   */
  static List<String> ofExisting(
      AccessSnapshot access,
      Actor viewer,
      List<Workspace> below,
      List<Workspace> before,
      WorkspaceChain base,
      Instant now) {
    return access.basingRefusal(viewer, base, now).isEmpty()
        ? access.gainingSight(scope -> below.stream().anyMatch(scope::covers), before, base)
        : List.of();
  }

  /** Who gains sight of what, if anybody does. */
  static Optional<String> sentence(List<String> users, WorkspaceChain base) {
    if (users.isEmpty()) {
      return Optional.empty();
    }
    int named = Math.min(users.size(), MOST_NAMED);
    String who =
        users.size() == named
            ? TextFormat.list(users)
            : "%s and %d more"
                .formatted(String.join(", ", users.subList(0, named)), users.size() - named);
    String shared =
        base.nearestFirst().size() == 1
            ? "what %s shares".formatted(base.self().name())
            : "what %s and its bases share".formatted(base.self().name());
    return Optional.of("%s will see here %s, without a role there.".formatted(who, shared));
  }
}
