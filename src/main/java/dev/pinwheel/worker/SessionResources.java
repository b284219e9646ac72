package dev.pinwheel.worker;

import dev.pinwheel.protocol.WorkerMessage;
import java.time.InstantSource;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;

/**
 * What the executions of one session share.
 *
 * @param connection where their messages go; drops those that come after its end
 * @param timer runs what must not block
 */
record SessionResources(
    Consumer<WorkerMessage> connection,
    Slots slots,
    ReceivedMemoMaps memoMaps,
    PendingRequests requests,
    LogBuffer log,
    ScheduledExecutorService timer,
    InstantSource clock) {}
