package dev.pinwheel.store.backup;

import java.time.DateTimeException;
import java.time.Instant;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is in a backup: a zip with a head, the file of H2 and the files of large values. */
final class BackupContent {

  static final String HEAD = "pinwheel-backup.json";
  static final String DATABASE = "pinwheel.mv.db";
  static final String PAYLOADS = "blobs/";
  static final int FORMAT = 1;

  private static final JsonMapper MAPPER = JsonMapper.shared();

  private BackupContent() {}

  /**
   * The first entry.
   *
   * @param position the last commit before the backup began, which the database must hold
   */
  record Head(int format, Instant createdAt, long position) {

    byte[] json() {
      return MAPPER.writeValueAsBytes(
          MAPPER
              .createObjectNode()
              .put("format", format)
              .put("createdAt", createdAt.toString())
              .put("position", position));
    }

    /**
     * Reads it.
     *
     * @throws BackupReader.NoBackup when this is no backup, or one of another version
     */
    static Head read(byte[] json) throws BackupReader.NoBackup {
      try {
        JsonNode node = MAPPER.readTree(json);
        int format = node.path("format").asInt(0);
        if (format != FORMAT) {
          throw new BackupReader.NoBackup(
              "it has the format %d, and this version of Pinwheel reads format %d"
                  .formatted(format, FORMAT));
        }
        return new Head(
            format,
            Instant.parse(node.path("createdAt").asString("")),
            node.path("position").asLong(0));
      } catch (JacksonException | DateTimeException e) {
        throw new BackupReader.NoBackup("its head is damaged");
      }
    }
  }
}
