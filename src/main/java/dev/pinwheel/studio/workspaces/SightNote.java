package dev.pinwheel.studio.workspaces;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Paragraph;
import dev.pinwheel.access.GrantScope;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.Workspace;
import dev.pinwheel.model.WorkspaceChain;
import dev.pinwheel.query.Viewpoints;
import dev.pinwheel.query.view.Sight;
import dev.pinwheel.query.view.TextFormat;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.studio.live.Background;
import dev.pinwheel.studio.shell.StudioContext;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Names who would see more because a workspace gets a base (A4); invisible when nobody does. */
final class SightNote extends Paragraph {

  private static final int MOST_NAMED = 10;

  private final UI ui;
  private final StudioContext context;
  private final @Nullable Workspace existing;
  private @Nullable String base;
  private Chains chains = Chains.NONE;

  /**
   * What the base would disclose, and what is disclosed already.
   *
   * @param base null when nothing is
   */
  private record Chains(List<Workspace> before, @Nullable WorkspaceChain base) {
    static final Chains NONE = new Chains(List.of(), null);
  }

  /**
   * @param existing the workspace whose base is to change; null for a new one
   */
  SightNote(UI ui, StudioContext context, @Nullable Workspace existing) {
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
  void show(String name, @Nullable String chosen) {
    if (!context.access().isSecured() || chosen == null) {
      base = chosen;
      setVisible(false);
    } else if (chosen.equals(base)) {
      say(name);
    } else {
      base = chosen;
      load(name, chosen);
    }
  }

  private void load(String name, String chosen) {
    Viewpoints viewpoints = context.reads().viewpoints();
    Sight sight = context.sight();
    Workspace own = existing;
    Background.run(
        ui,
        () ->
            new Chains(
                own == null ? List.of() : viewpoints.get(own.id(), sight).chain().nearestFirst(),
                viewpoints.find(chosen, sight).map(Viewpoint::chain).orElse(null)),
        loaded -> {
          if (chosen.equals(base)) {
            chains = loaded;
            say(name);
          }
        },
        failure -> {
          // Whether it may be based there is said when it is tried.
          if (!(failure instanceof Rejection)) {
            throw failure;
          }
        });
  }

  private void say(String name) {
    WorkspaceChain disclosed = chains.base();
    Workspace own = existing;
    Predicate<GrantScope> isWithin =
        own == null ? scope -> scope.coversName(name) : scope -> scope.covers(own);
    Optional<String> sentence =
        disclosed == null
            ? Optional.empty()
            : sentence(
                context.access().gainingSight(isWithin, chains.before(), disclosed), disclosed);
    setText(sentence.orElse(""));
    setVisible(sentence.isPresent());
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
