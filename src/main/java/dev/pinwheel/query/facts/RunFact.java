package dev.pinwheel.query.facts;

import dev.pinwheel.model.RunId;
import dev.pinwheel.model.WorkspaceId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A run as loaded.
 *
 * @param spawnedBy the execution that called the workflow; null for none
 */
public record RunFact(
    RunId id,
    WorkspaceId workspace,
    String module,
    String target,
    @Nullable Long spawnedBy,
    Instant submittedAt,
    String submittedBy) {}
