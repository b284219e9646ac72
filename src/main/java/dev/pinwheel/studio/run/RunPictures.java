package dev.pinwheel.studio.run;

import com.vaadin.flow.spring.annotation.SpringComponent;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.Workspace;
import dev.pinwheel.query.ReadModels;
import dev.pinwheel.query.run.PinnedAttempts;
import dev.pinwheel.query.run.RunTree;
import dev.pinwheel.studio.live.SharedReads;
import dev.pinwheel.studio.run.drawing.Drawing;
import dev.pinwheel.studio.run.drawing.GraphModelBuilder;
import dev.pinwheel.studio.run.drawing.StepOrder;
import dev.pinwheel.studio.run.drawing.WallOrders;
import java.lang.ref.WeakReference;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads and draws runs for open pages, which share what is the same for them: of twenty pages that
 * watch a run, one reads it after a change. Thread-safe; one per server.
 */
@SpringComponent
public final class RunPictures {

  private final ReadModels reads;
  private final InstantSource clock;
  private final SharedReads<Key, Seen> shared = new SharedReads<>();

  /** What is read. */
  private record Key(List<Workspace> chain, RunId run, PinnedAttempts pins, boolean earlierSteps) {

    static Key of(RunPageRequest request) {
      return new Key(
          request.viewpoint().chain().nearestFirst(),
          request.run(),
          request.pins(),
          request.earlierSteps());
    }
  }

  /** How it is drawn. */
  private record Style(Set<String> toggled, Map<String, StepOrder> sorted, ZoneId zone) {}

  public RunPictures(ReadModels reads, InstantSource clock) {
    this.reads = reads;
    this.clock = clock;
  }

  /** The present moment, for {@link #find}. */
  long now() {
    return shared.now();
  }

  /**
   * Whether what a page shows answers another request, too: the page hears of what changes in a run
   * that has settled.
   *
   * @param before what was asked; null for nothing
   * @param shown null when nothing is shown
   */
  static boolean answers(
      @Nullable RunPageRequest before, @Nullable RunTree shown, RunPageRequest asked) {
    return before != null
        && shown != null
        && shown.isSettled()
        && Key.of(before).equals(Key.of(asked));
  }

  /**
   * The picture that a page asks for; empty when nothing of the run is visible. Blocks.
   *
   * @param after what was read until this moment is too old
   */
  Optional<RunPicture> find(RunPageRequest request, long after) {
    Seen seen = shared.read(Key.of(request), after, former -> read(request, former));
    return seen.isVisible() ? Optional.of(picture(seen, request)) : Optional.empty();
  }

  private Seen read(RunPageRequest request, @Nullable Seen former) {
    Optional<RunTree> tree = reads.trees().find(request.viewpoint(), request.run(), request.pins());
    if (tree.isEmpty()) {
      return new Seen(null, null, false);
    }
    RunTree drawn = drawn(request, tree.get());
    boolean kept = reads.retentions().isKept(request.viewpoint(), request.run());
    return former != null && former.isOf(tree.get(), drawn, kept)
        ? former
        : new Seen(tree.get(), drawn, kept);
  }

  /** What graph and table show: with the steps of earlier attempts, when they are wanted. */
  private RunTree drawn(RunPageRequest request, RunTree tree) {
    return request.earlierSteps()
        ? reads
            .trees()
            .findWithEarlierSteps(request.viewpoint(), request.run(), request.pins())
            .orElse(tree)
        : tree;
  }

  private RunPicture picture(Seen seen, RunPageRequest request) {
    Style style = new Style(request.toggled(), request.sorted(), request.zone());
    synchronized (seen.pictures) {
      WeakReference<RunPicture> known = seen.pictures.get(style);
      RunPicture picture = known == null ? null : known.get();
      if (picture == null) {
        picture = draw(seen, style);
        seen.pictures.values().removeIf(reference -> reference.get() == null);
        seen.pictures.put(style, new WeakReference<>(picture));
      }
      return picture;
    }
  }

  private RunPicture draw(Seen seen, Style style) {
    Drawing drawing = Drawing.of(seen.drawn(), style.toggled());
    return new RunPicture(
        seen,
        drawing,
        GraphModelBuilder.of(
            drawing, style.zone(), new WallOrders(style.sorted(), clock.instant())));
  }

  /** A run as it was read, and the pictures of it that pages show. */
  static final class Seen {

    private final @Nullable RunTree tree;
    private final @Nullable RunTree drawn;
    private final boolean kept;
    private final Map<Style, WeakReference<RunPicture>> pictures = new HashMap<>();

    /**
     * @param tree null when nothing of the run is visible
     * @param drawn with the steps of earlier attempts, when they are wanted
     */
    private Seen(@Nullable RunTree tree, @Nullable RunTree drawn, boolean kept) {
      this.tree = tree;
      this.drawn = drawn;
      this.kept = kept;
    }

    private boolean isVisible() {
      return tree != null;
    }

    /** Trees of which nothing has changed are the same objects. */
    @SuppressWarnings("ReferenceEquality")
    private boolean isOf(RunTree otherTree, RunTree otherDrawn, boolean otherKept) {
      return tree == otherTree && drawn == otherDrawn && kept == otherKept;
    }

    RunTree tree() {
      return visible(tree);
    }

    private RunTree drawn() {
      return visible(drawn);
    }

    boolean kept() {
      return kept;
    }

    private static RunTree visible(@Nullable RunTree tree) {
      if (tree == null) {
        throw new IllegalStateException("Nothing of the run is visible");
      }
      return tree;
    }
  }
}
