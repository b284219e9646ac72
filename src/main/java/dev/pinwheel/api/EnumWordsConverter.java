package dev.pinwheel.api;

import com.fasterxml.jackson.databind.JavaType;
import dev.pinwheel.api.value.EnumNames;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Lists in the OpenAPI document the words of our enums, as {@link EnumNames} writes them. */
@Component
final class EnumWordsConverter implements ModelConverter {

  @Override
  public @Nullable Schema<?> resolve(
      AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> others) {
    JavaType javaType = Json.mapper().constructType(type.getType());
    if (javaType != null
        && javaType.isEnumType()
        && javaType.getRawClass().getName().startsWith("dev.pinwheel.")) {
      return of(javaType.getRawClass());
    }
    return others.hasNext() ? others.next().resolve(type, context, others) : null;
  }

  /** A text that is one of the words of an enum. */
  static Schema<?> of(Class<?> type) {
    return new StringSchema()._enum(words(type));
  }

  private static List<String> words(Class<?> type) {
    return List.of(type.getEnumConstants()).stream()
        .map(constant -> EnumNames.word((Enum<?>) constant))
        .toList();
  }
}
