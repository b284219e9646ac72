package dev.pinwheel.studio.parts;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.page.ExtendedClientDetails;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Formats times in the viewer's time zone. */
public final class ViewerZone {

  private static final DateTimeFormatter TODAY = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
  private static final DateTimeFormatter OTHER_DAY =
      DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ROOT);
  private static final DateTimeFormatter OTHER_YEAR =
      DateTimeFormatter.ofPattern("d MMM yyyy HH:mm", Locale.ROOT);
  private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern(":ss", Locale.ROOT);
  private static final DateTimeFormatter EXACT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS xxx", Locale.ROOT);

  private ViewerZone() {}

  /** The zone of the browser; UTC when it does not tell. */
  public static ZoneId of(UI ui) {
    ExtendedClientDetails details = ui.getPage().getExtendedClientDetails();
    String id = details == null ? null : details.getTimeZoneId();
    try {
      return id == null || id.isBlank() ? ZoneOffset.UTC : ZoneId.of(id);
    } catch (DateTimeException unknown) {
      return ZoneOffset.ofTotalSeconds(details.getTimezoneOffset() / 1000);
    }
  }

  /** {@code 09:12}, {@code 21 Nov 09:12}, {@code 21 Nov 2025 09:12}: as short as the day allows. */
  public static String brief(Instant moment, ZoneId zone, Instant now) {
    ZonedDateTime at = moment.atZone(zone);
    LocalDate today = now.atZone(zone).toLocalDate();
    DateTimeFormatter format =
        at.toLocalDate().equals(today)
            ? TODAY
            : at.getYear() == today.getYear() ? OTHER_DAY : OTHER_YEAR;
    return format.format(at);
  }

  /** Like {@link #brief}, with seconds: {@code 09:12:03}. */
  public static String withSeconds(Instant moment, ZoneId zone, Instant now) {
    return brief(moment, zone, now) + SECONDS.format(moment.atZone(zone));
  }

  /** {@code 2026-11-22 09:12:03.120 +01:00}. */
  public static String exact(Instant moment, ZoneId zone) {
    return EXACT.format(moment.atZone(zone));
  }
}
