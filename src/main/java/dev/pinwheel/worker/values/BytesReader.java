package dev.pinwheel.worker.values;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;

/**
 * Bytes as {@code {"$bytes":"base64"}}; a plain base64 text is read too, because people write it.
 */
final class BytesReader extends StdDeserializer<byte[]> {

  BytesReader() {
    super(byte[].class);
  }

  @Override
  public byte[] deserialize(JsonParser parser, DeserializationContext context)
      throws JacksonException {
    if (parser.hasToken(JsonToken.VALUE_STRING)) {
      return parser.getBinaryValue();
    }
    if (parser.hasToken(JsonToken.START_OBJECT)) {
      parser.nextToken();
      if (TaggedParser.isAtTag(parser, JsonTags.BYTES)) {
        parser.nextToken();
        byte[] bytes = parser.getBinaryValue();
        parser.nextToken();
        return bytes;
      }
    }
    return context.reportInputMismatch(
        this, "expected {\"$bytes\":\"…\"} or a text in base64, found something else");
  }
}
