package dev.pinwheel.api;

import com.fasterxml.jackson.databind.JavaType;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Says in the OpenAPI document which fields are always there: the components of our records that
 * are not {@code @Nullable}, as fields without a value are left out and the others are never null.
 */
@Component
final class RequiredFieldsConverter implements ModelConverter {

  private static final String API = RequiredFieldsConverter.class.getPackageName();

  @Override
  public @Nullable Schema<?> resolve(
      AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> others) {
    if (!others.hasNext()) {
      return null;
    }
    Schema<?> resolved = others.next().resolve(type, context, others);
    JavaType javaType = Json.mapper().constructType(type.getType());
    if (resolved != null && javaType != null && isOurs(javaType.getRawClass())) {
      require(javaType.getRawClass(), described(resolved, context));
    }
    return resolved;
  }

  private static boolean isOurs(Class<?> type) {
    String room = type.getPackageName();
    return type.isRecord() && (room.equals(API) || room.startsWith(API + "."));
  }

  /** A schema with a name stands among the components, and is referred to. */
  private static Schema<?> described(Schema<?> resolved, ModelConverterContext context) {
    String reference = resolved.get$ref();
    if (reference == null) {
      return resolved;
    }
    Map<String, Schema> named = context.getDefinedModels();
    Schema<?> found = named.get(reference.substring(reference.lastIndexOf('/') + 1));
    return found == null ? resolved : found;
  }

  private static void require(Class<?> type, Schema<?> schema) {
    Map<String, Schema> properties = schema.getProperties();
    if (properties == null) {
      return;
    }
    for (RecordComponent component : type.getRecordComponents()) {
      boolean known =
          schema.getRequired() != null && schema.getRequired().contains(component.getName());
      if (!known
          && properties.containsKey(component.getName())
          && !component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
        schema.addRequiredItem(component.getName());
      }
    }
  }
}
