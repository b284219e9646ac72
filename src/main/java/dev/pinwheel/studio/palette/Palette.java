package dev.pinwheel.studio.palette;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentEvent;
import com.vaadin.flow.component.DomEvent;
import com.vaadin.flow.component.EventData;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.UI;
import dev.pinwheel.access.Permission;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.query.view.Sight;
import dev.pinwheel.studio.live.Background;
import dev.pinwheel.studio.page.CurrentViewpoint;
import dev.pinwheel.studio.page.HasCommands;
import dev.pinwheel.studio.page.PaletteCommand;
import dev.pinwheel.studio.page.StudioContext;
import dev.pinwheel.studio.parts.ViewerZone;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The command palette of a page. {@code frontend/command-palette.ts} draws it and is loaded when it
 * is opened for the first time. At most one search runs at a time, off the page; what is typed
 * meanwhile cuts it short, and only the last question is asked then.
 */
@Tag("pw-palette")
public final class Palette extends Component {

  private final StudioContext context;
  private final PaletteActs acts;
  private final Supplier<@Nullable HasCommands> place;
  private final List<PaletteCommand> everywhere;

  /** What was asked last; read by the search that it supersedes. */
  private volatile @Nullable PaletteRequest asked;

  private @Nullable PaletteAnswer shown;

  /** What the browser may still show when something is chosen. */
  private @Nullable PaletteAnswer former;

  private boolean searching;

  /**
   * @param place the view that the page shows
   * @param everywhere commands of every page
   */
  public Palette(
      StudioContext context,
      Supplier<@Nullable HasCommands> place,
      List<PaletteCommand> everywhere) {
    this.context = context;
    this.acts = new PaletteActs(context);
    this.place = place;
    this.everywhere = List.copyOf(everywhere);
    getElement().setAttribute("data-testid", "palette");
    addListener(Asked.class, event -> ask(event.number(), event.text()));
    addListener(Chosen.class, event -> choose(event.number(), event.position()));
  }

  private UI ui() {
    return getUI().orElseThrow(() -> new IllegalStateException("The palette is not attached"));
  }

  private void ask(int number, String text) {
    HasCommands view = place.get();
    asked =
        new PaletteRequest(
            number,
            text,
            CurrentViewpoint.get(ui()),
            view == null ? null : view.openRun().orElse(null),
            view == null ? List.of() : view.commands(),
            everywhere,
            context.refusal(Permission.SUBMIT_RUN).isEmpty(),
            ViewerZone.of(ui()));
    if (!searching) {
      search();
    }
  }

  private void search() {
    PaletteRequest request = asked;
    if (request == null) {
      return;
    }
    searching = true;
    Sight sight = context.sight();
    Background.run(
        ui(),
        () ->
            new PaletteSearch(
                    context.reads(),
                    sight,
                    request,
                    context.clock().instant(),
                    acts,
                    () -> asked != request)
                .answer(),
        answer -> show(request, answer),
        failure -> fail(request, failure));
  }

  private void show(PaletteRequest request, PaletteAnswer answer) {
    searching = false;
    if (request != asked) {
      search();
      return;
    }
    former = shown;
    shown = answer;
    getElement().callJsFunction("show", answer.json());
  }

  private void fail(PaletteRequest request, RuntimeException failure) {
    searching = false;
    if (request != asked) {
      search();
      return;
    }
    String why = failure instanceof Rejection ? failure.getMessage() : "Something went wrong.";
    getElement().callJsFunction("fail", request.number(), why);
    if (!(failure instanceof Rejection)) {
      throw failure;
    }
  }

  private void choose(int number, int position) {
    Stream.of(Optional.ofNullable(shown), Optional.ofNullable(former))
        .flatMap(Optional::stream)
        .filter(answer -> answer.number() == number)
        .findFirst()
        .flatMap(answer -> answer.find(position))
        .ifPresent(item -> item.act().accept(ui()));
  }

  /** Somebody typed. */
  @DomEvent("palette-ask")
  public static final class Asked extends ComponentEvent<Palette> {
    private static final long serialVersionUID = 1L;
    private final int number;
    private final String text;

    public Asked(
        Palette source,
        boolean fromClient,
        @EventData("event.detail.number") int number,
        @EventData("event.detail.text") String text) {
      super(source, fromClient);
      this.number = number;
      this.text = text;
    }

    int number() {
      return number;
    }

    String text() {
      return text;
    }
  }

  /** Somebody chose a line. */
  @DomEvent("palette-choose")
  public static final class Chosen extends ComponentEvent<Palette> {
    private static final long serialVersionUID = 1L;
    private final int number;
    private final int position;

    public Chosen(
        Palette source,
        boolean fromClient,
        @EventData("event.detail.number") int number,
        @EventData("event.detail.position") int position) {
      super(source, fromClient);
      this.number = number;
      this.position = position;
    }

    int number() {
      return number;
    }

    int position() {
      return position;
    }
  }
}
