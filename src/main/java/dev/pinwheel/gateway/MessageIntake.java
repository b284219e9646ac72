package dev.pinwheel.gateway;

import dev.pinwheel.protocol.Frame;
import dev.pinwheel.protocol.Incoming;
import dev.pinwheel.protocol.MalformedMessage;
import dev.pinwheel.protocol.Outgoing;
import dev.pinwheel.protocol.ServerMessage;
import dev.pinwheel.protocol.WorkerMessage;
import java.util.concurrent.Semaphore;

/**
 * Passes on each message of a worker once and in order, and acknowledges it when it is processed. A
 * worker that sends more than can be committed has to wait. Confined to the reading thread, but for
 * the acknowledgements.
 */
final class MessageIntake {

  /** Backpressure. */
  private static final int MAX_UNDER_WAY = 20_000;

  private final GatewayConnection connection;
  private final Outgoing<ServerMessage> outgoing;
  private final Runnable wake;
  private final Runnable fail;
  private final Incoming incoming = new Incoming();
  private final AckWatermark applied = new AckWatermark();
  private final Semaphore underWay = new Semaphore(MAX_UNDER_WAY);

  /**
   * @param outgoing takes the acknowledgements along
   * @param wake called when many acknowledgements are owed
   * @param fail called when the server cannot process a message because of an error of its own
   */
  MessageIntake(
      GatewayConnection connection,
      Outgoing<ServerMessage> outgoing,
      Runnable wake,
      Runnable fail) {
    this.connection = connection;
    this.outgoing = outgoing;
    this.wake = wake;
    this.fail = fail;
  }

  /** The first message of a session, which has no number. */
  void hello(WorkerMessage.Hello hello) {
    connection.send(hello, new Answer(0));
  }

  /**
   * Passes on the messages of a frame that were not passed on before.
   *
   * @throws MalformedMessage when earlier messages are missing
   */
  void take(Frame<WorkerMessage> frame) {
    incoming.take(frame, message -> take(message, incoming.received()));
  }

  private void take(WorkerMessage message, long number) {
    underWay.acquireUninterruptibly();
    try {
      connection.send(message, new Answer(number));
    } catch (IllegalStateException ended) {
      underWay.release();
    }
  }

  /** The number of the last message that was passed on. */
  long received() {
    return incoming.received();
  }

  /** The acknowledgement of the message with this number; 0 is the hello. */
  private final class Answer implements MessageAck {

    private final long number;

    Answer(long number) {
      this.number = number;
    }

    @Override
    public void applied() {
      if (number > 0) {
        underWay.release();
        outgoing.acknowledge(applied.add(number));
        if (outgoing.owed() >= WorkerSocket.MAX_OWED) {
          wake.run();
        }
      }
    }

    @Override
    public boolean failed() {
      if (number > 0) {
        underWay.release();
      }
      fail.run();
      return true;
    }
  }
}
