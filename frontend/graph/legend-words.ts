// What the signs of the graph mean; legend.ts draws them.

import type { NodeState } from "./model";

export const meanings = {
  memoized: "memoized: later calls with the same key reuse it",
  reused: "reused by 2 calls instead of executing",
  dependency: "call whose result was awaited, or a result handed on",
  call: "call that nobody waited for",
  reuse: "call that took an earlier result",
  otherAttempt: "the call holds attempt 1, not the one drawn",
  stale: "stale: something it used has changed",
  staleBelow: "stale below: only something that it called is stale",
  attempt: "second attempt of a step that has several",
  workspace: "executed in that workspace, not in yours",
  progress: "progress that the step reports",
  fanOut: "500 calls of one target as one card",
  chain: "steps in a row, each called by the one before",
  wall: "a cell for each of many calls: done, failed, not ended, with a pin",
} as const;

export const stateWords: Record<NodeState, string> = {
  waiting: "waiting",
  scheduled: "scheduled",
  blocked: "blocked",
  queued: "queued",
  running: "running",
  done: "done",
  failed: "failed",
  timedOut: "timed out",
  abandoned: "abandoned",
  cancelled: "cancelled",
  suspended: "suspended",
  part: "seen in part",
};
