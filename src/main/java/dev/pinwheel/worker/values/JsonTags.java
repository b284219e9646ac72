package dev.pinwheel.worker.values;

/** Names of the members that give a JSON object a meaning of its own. */
final class JsonTags {

  static final String BYTES = "$bytes";
  static final String SET = "$set";
  static final String EXECUTION = "$execution";

  private JsonTags() {}

  /** Could this JSON text hold a tag or an escaped name? False for nearly all. */
  static boolean mayOccurIn(String json) {
    return json.contains("\"$") || json.contains("\\u0024");
  }
}
