package dev.pinwheel.protocol;

/** One text that the server sends over a worker's socket. */
public sealed interface FromServer {

  /**
   * The answer to a hello.
   *
   * @param session for people and logs, e.g. {@code S12}
   * @param incarnation of the server's database (N7); nothing of another one goes on
   * @param continued true when the server knows this worker's session and both sides go on
   *     numbering where they were; false when numbers begin at 1 again on both sides
   * @param received number of the worker's last message that the server has received; 0 when not
   *     continued
   * @param logged number of the last log line of the session that is stored; 0 for none
   */
  record Opened(String session, String incarnation, boolean continued, long received, long logged)
      implements FromServer {

    /** The JSON text. */
    public String text() {
      return JsonObjectWriter.of(json ->
          json.text("type", "welcome")
              .text("session", session)
              .text("incarnation", incarnation)
              .flag("continued", continued)
              .number("received", received)
              .number("logged", logged));
    }
  }

  /** The server refuses this worker and closes the socket after this text. */
  record Refused(String reason) implements FromServer {

    /** The JSON text. */
    public String text() {
      return JsonObjectWriter.of(json -> json.text("type", "refused").text("reason", reason));
    }
  }

  /** Messages of an open session. */
  record Messages(Frame<ServerMessage> frame) implements FromServer {}

  /** A message as JSON text, as it is in a frame. */
  static String text(ServerMessage message) {
    return ServerMessageJson.write(message);
  }

  /**
   * Reads any text of the server.
   *
   * @throws MalformedMessage when it is none
   */
  static FromServer read(String text) {
    JsonFields fields = JsonFields.of(text);
    if (!fields.has("type")) {
      return new Messages(
          new Frame<>(
              fields.number("first"),
              fields.number("acknowledged"),
              fields.objects("messages").stream().map(ServerMessageJson::read).toList()));
    }
    String type = fields.text("type");
    return switch (type) {
      case "welcome" -> {
        Long logged = fields.numberOrNull("logged");
        yield new Opened(
            fields.text("session"),
            fields.text("incarnation"),
            fields.flag("continued"),
            fields.number("received"),
            logged == null ? 0 : logged);
      }
      case "refused" -> new Refused(fields.text("reason"));
      default ->
          throw new MalformedMessage(
              "Expected welcome, refused or a frame, found the type %s."
                  .formatted(JsonFields.excerpt(type)));
    };
  }
}
