package dev.pinwheel.worker.values;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Schemas of the types that are one JSON text, number or boolean. */
final class ScalarSchemas {

  private static final Map<Class<?>, String> NUMBERS =
      Map.ofEntries(
          Map.entry(float.class, "number"),
          Map.entry(Float.class, "number"),
          Map.entry(double.class, "number"),
          Map.entry(Double.class, "number"),
          Map.entry(BigDecimal.class, "number"),
          Map.entry(Number.class, "number"),
          Map.entry(OptionalDouble.class, "number"),
          Map.entry(BigInteger.class, "integer"),
          Map.entry(Year.class, "integer"),
          Map.entry(OptionalInt.class, "integer"),
          Map.entry(OptionalLong.class, "integer"));

  private static final Map<Class<?>, String> FORMATS =
      Map.ofEntries(
          Map.entry(LocalDate.class, "date"),
          Map.entry(Instant.class, "date-time"),
          Map.entry(OffsetDateTime.class, "date-time"),
          Map.entry(ZonedDateTime.class, "zoned-date-time"),
          Map.entry(LocalDateTime.class, "local-date-time"),
          Map.entry(LocalTime.class, "local-time"),
          Map.entry(OffsetTime.class, "time"),
          Map.entry(Duration.class, "duration"),
          Map.entry(Period.class, "duration"),
          Map.entry(YearMonth.class, "year-month"),
          Map.entry(MonthDay.class, "month-day"),
          Map.entry(UUID.class, "uuid"),
          Map.entry(URI.class, "uri"),
          Map.entry(URL.class, "uri"));

  private static final Set<Class<?>> TEXTS =
      Set.of(
          String.class, ZoneId.class, ZoneOffset.class, Locale.class, Currency.class, Path.class);

  private static final Map<Class<?>, long[]> WHOLE =
      Map.of(
          byte.class, new long[] {Byte.MIN_VALUE, Byte.MAX_VALUE},
          Byte.class, new long[] {Byte.MIN_VALUE, Byte.MAX_VALUE},
          short.class, new long[] {Short.MIN_VALUE, Short.MAX_VALUE},
          Short.class, new long[] {Short.MIN_VALUE, Short.MAX_VALUE},
          int.class, new long[] {Integer.MIN_VALUE, Integer.MAX_VALUE},
          Integer.class, new long[] {Integer.MIN_VALUE, Integer.MAX_VALUE},
          long.class, new long[] {Long.MIN_VALUE, Long.MAX_VALUE},
          Long.class, new long[] {Long.MIN_VALUE, Long.MAX_VALUE});

  private ScalarSchemas() {}

  /** The schema, or nothing when values of the type are no scalars. */
  static Optional<ObjectNode> find(Class<?> type) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    if (type == boolean.class || type == Boolean.class) {
      return Optional.of(schema.put("type", "boolean"));
    }
    if (WHOLE.containsKey(type)) {
      long[] range = WHOLE.get(type);
      return Optional.of(
          schema.put("type", "integer").put("minimum", range[0]).put("maximum", range[1]));
    }
    if (NUMBERS.containsKey(type)) {
      return Optional.of(schema.put("type", NUMBERS.get(type)));
    }
    schema.put("type", "string");
    if (type == char.class || type == Character.class) {
      return Optional.of(schema.put("minLength", 1).put("maxLength", 1));
    }
    if (FORMATS.containsKey(type)) {
      return Optional.of(schema.put("format", FORMATS.get(type)));
    }
    if (type.isEnum()) {
      ArrayNode names = schema.putArray("enum");
      for (Object constant : type.getEnumConstants()) {
        names.add(((Enum<?>) constant).name());
      }
      return Optional.of(schema);
    }
    return TEXTS.contains(type) ? Optional.of(schema) : Optional.empty();
  }

  /** Can values of the type be names of members? */
  static boolean isKey(Class<?> type) {
    return type == Object.class
        || type.isEnum()
        || type == String.class
        || WHOLE.containsKey(type)
        || type == BigDecimal.class
        || type == BigInteger.class
        || FORMATS.containsKey(type);
  }
}
