package dev.pinwheel.protocol;

import dev.pinwheel.protocol.WorkerMessage.Hello;

/** One text that a worker sends over its socket. */
public sealed interface FromWorker {

  /**
   * The first text of a socket.
   *
   * @param received number of the server's last message that this worker has received in the
   *     session; 0 for none
   */
  record Opening(Hello hello, long received) implements FromWorker {

    /** The JSON text. */
    public String text() {
      return JsonObjectWriter.of(json -> {
        json.text("type", "hello");
        HelloJson.write(json, hello);
        json.number("received", received);
      });
    }
  }

  /** Any text after the first. */
  record Messages(Frame<WorkerMessage> frame) implements FromWorker {}

  /** A message as JSON text, as it is in a frame. */
  static String text(WorkerMessage message) {
    return WorkerMessageJson.write(message);
  }

  /**
   * Reads the first text.
   *
   * @throws MalformedMessage when it is no hello of this version
   */
  static Opening readOpening(String text) {
    JsonFields fields = JsonFields.of(text);
    if (!fields.has("type") || !fields.text("type").equals("hello")) {
      throw new MalformedMessage("Expected a hello as the first message of the connection.");
    }
    Hello hello = HelloJson.read(fields);
    Long received = fields.numberOrNull("received");
    return new Opening(hello, received == null ? 0 : received);
  }

  /**
   * Reads a text after the first.
   *
   * @throws MalformedMessage when it is no frame
   */
  static Messages readMessages(String text) {
    JsonFields fields = JsonFields.of(text);
    return new Messages(
        new Frame<>(
            fields.number("first"),
            fields.number("acknowledged"),
            fields.objects("messages").stream().map(WorkerMessageJson::read).toList()));
  }
}
