package dev.pinwheel.api;

import dev.pinwheel.access.Needs;
import dev.pinwheel.access.Permission;
import dev.pinwheel.api.QueueJson.EntryJson;
import dev.pinwheel.api.parameter.Cursor;
import dev.pinwheel.api.parameter.PageLimits;
import dev.pinwheel.api.parameter.ViewpointResolver;
import dev.pinwheel.api.parameter.WordsOf;
import dev.pinwheel.api.value.EnumNames;
import dev.pinwheel.query.QueueRow;
import dev.pinwheel.query.QueueSection;
import dev.pinwheel.query.ReadModels;
import dev.pinwheel.query.view.Viewpoint;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What executes and what waits, and why. */
@RestController
@RequestMapping(path = "/api/v1/queue", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Queue", description = "What executes and what waits, and why.")
final class QueueController {

  private static final int MOST_ENTRIES = 500;

  private final ReadModels reads;
  private final ViewpointResolver places;
  private final InstantSource clock;

  QueueController(ReadModels reads, ViewpointResolver places, InstantSource clock) {
    this.reads = reads;
    this.places = places;
    this.clock = clock;
  }

  @GetMapping
  @Needs(Permission.VIEW)
  @Operation(
      summary = "Read the queue: what executes and what waits, why, and what to do about it",
      description =
          "Each section is listed by age. Runs take turns, so executions that are due may start in another order.")
  QueueJson read(
      @RequestParam String workspace,
      @Parameter(description = "Only these sections; several separated by commas")
          @RequestParam(required = false)
          @WordsOf(QueueSection.class)
          @Nullable List<String> section,
      @RequestParam(defaultValue = "100") int limit,
      @RequestParam(required = false) @Nullable String cursor) {
    QueueSection[] sections = QueueSection.values();
    Set<QueueSection> selected = EnumNames.parse(QueueSection.class, "section", section);
    Cursor.ListPosition position =
        cursor == null ? new Cursor.ListPosition(0, 0) : Cursor.position(cursor, sections.length);
    int rows = PageLimits.rows(limit, MOST_ENTRIES);
    Viewpoint viewpoint = places.get(workspace);
    Instant now = clock.instant();
    List<EntryJson> entries = new ArrayList<>();
    for (int i = position.list(); i < sections.length; i++) {
      QueueSection next = sections[i];
      int offset = i == position.list() ? position.offset() : 0;
      if (selected.isEmpty() || selected.contains(next)) {
        int room = rows - entries.size();
        List<QueueRow> found = reads.queue().page(viewpoint, next, offset, room + 1);
        found.stream().limit(room).forEach(row -> entries.add(EntryJson.of(next, row, now)));
        if (found.size() > room) {
          return new QueueJson(
              counts(viewpoint), entries, Cursor.of(new Cursor.ListPosition(i, offset + room)));
        }
      }
    }
    return new QueueJson(counts(viewpoint), entries, null);
  }

  private Map<String, Integer> counts(Viewpoint viewpoint) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    reads
        .queue()
        .counts(viewpoint)
        .forEach((section, count) -> counts.put(EnumNames.word(section), count));
    return counts;
  }
}
