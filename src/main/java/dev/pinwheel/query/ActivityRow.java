package dev.pinwheel.query;

import dev.pinwheel.model.RunId;
import dev.pinwheel.model.WorkspaceName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that was done, or refused (A6).
 *
 * @param at when; the first time, when it was refused several times within a minute
 * @param until the last time
 * @param by the name of the user, the token, or {@code local}
 * @param via through what: studio, api, cli, worker or server
 * @param action the word of the command: {@code submitRun}
 * @param occurrences how often; 1 unless it was refused
 * @param workspace null for what belongs to no workspace, and where it is hidden
 * @param run null for what belongs to no run, and where it is hidden
 * @param subject what it was about; null for nothing more, and where it is hidden
 * @param hidden whether it happened in a workspace that the viewer does not administer
 */
public record ActivityRow(
    long id,
    Instant at,
    Instant until,
    String by,
    String via,
    String action,
    boolean refused,
    int occurrences,
    @Nullable WorkspaceName workspace,
    @Nullable RunId run,
    @Nullable String subject,
    boolean hidden) {}
