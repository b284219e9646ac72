package dev.pinwheel.studio.palette;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.model.WorkspaceChain;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.studio.page.PaletteCommand;
import dev.pinwheel.studio.run.RunTreeBuilder;
import dev.pinwheel.studio.theme.StudioIcon;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PaletteRequestTest {

  @Test
  void aCommandOfTheViewIsNotOfferedTwice() {
    PaletteCommand create = PaletteCommand.of("New workspace…", StudioIcon.PLUS, () -> {});
    PaletteCommand help = PaletteCommand.of("Help", StudioIcon.HELP, () -> {});
    PaletteCommand createHere = PaletteCommand.of("New workspace…", StudioIcon.PLUS, () -> {});

    PaletteRequest request =
        new PaletteRequest(
            1,
            "",
            new Viewpoint(new WorkspaceChain(List.of(RunTreeBuilder.PRODUCTION))),
            null,
            List.of(createHere),
            List.of(create, help),
            true,
            ZoneOffset.UTC);

    assertThat(request.everywhere()).containsExactly(help);
    assertThat(request.commands()).containsExactly(createHere, help);
  }
}
