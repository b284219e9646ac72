// Draws what stands on the time axis: bars of attempts, reused calls, ticks, folded gaps.

import { html, nothing, type TemplateResult } from "lit";
import { styleMap } from "lit/directives/style-map.js";
import { formatDuration } from "../duration";
import { icon } from "../icons";
import type { Axis, Stretch, Tick } from "./axis";
import { type Bar, type Reuse, type Segment, took } from "./model";
import type { Drag } from "./pointer";
import { reusePlaces, wordsBeside } from "./reuse";

const leastBar = 2;

/** What is left free behind the axis for the label of the last bar, in pixels. */
export const labelRoom = 64;

const words = { scheduled: "Scheduled", queued: "Queued", waiting: "Waiting for others", executing: "Executing" } as const;

/** The axis, and what is known of the time on it, in milliseconds. */
export interface Plot {
  readonly axis: Axis;
  readonly gaps: readonly Stretch[];
  /** Something of the run is open. */
  readonly active: boolean;
  /** When the timeline was read. */
  readonly recorded: number;
  /** Now, or the end of the run. */
  readonly length: number;
}

/** An attempt; with a pin and its words where the cache answered. */
export function barView(plot: Plot, bar: Bar, cached?: string): TemplateResult | typeof nothing {
  const first = bar.segments[0];
  const last = bar.segments.at(-1);
  if (!first || !last) {
    return nothing;
  }
  const open = plot.active && last.to >= plot.recorded;
  const end = open ? plot.length : last.to;
  if (first.from >= plot.axis.length || end < 0) {
    const later = first.from >= plot.axis.length;
    return html`<span class="pw-time-label" data-edge style=${styleMap({ left: px(later ? plot.axis.x(plot.axis.length) : 0) })}
      >${later ? `+${formatDuration(first.from - plot.axis.length)} ▸` : "◂"}</span
    >`;
  }
  const x = plot.axis.x(end);
  const inSight = plot.axis.x(first.from) <= plot.axis.width + labelRoom && x >= 0;
  return html`<span data-state=${bar.state}
    >${bar.segments.map((segment) => segmentView(plot, segment, segment === last ? end : segment.to))}${bar.critical.map((stretch) => criticalView(plot, stretch))}</span
  >${inSight ? labelView(plot, Math.min(x, plot.axis.width), formatDuration(took(bar, end)), cached) : nothing}`;
}

function labelView(plot: Plot, x: number, took: string, cached: string | undefined): TemplateResult {
  return cached === undefined
    ? html`<span class="pw-time-label" style=${styleMap({ left: px(x) })}>${took}</span>`
    : html`<span class="pw-time-pin" style=${styleMap({ left: px(x) })}>${icon("pin-filled")}</span
        >${wordsView(plot, x, cached, took)}`;
}

/** What is said of a pin. */
function wordsView(plot: Plot, x: number, words: string, title?: string): TemplateResult {
  const place = wordsBeside(x, words, plot.axis.width + labelRoom);
  const style = "left" in place ? { left: px(place.left) } : { right: px(place.right) };
  return html`<span class="pw-time-label" data-memo title=${title ?? nothing} style=${styleMap(style)}>${words}</span>`;
}

function segmentView(plot: Plot, segment: Segment, to: number): TemplateResult | typeof nothing {
  const where = placed(plot, segment.from, to);
  return where
    ? html`<span
        class="pw-time-segment"
        data-kind=${to === segment.from ? "executing" : segment.kind}
        title=${`${words[segment.kind]} ${formatDuration(to - segment.from)}`}
        style=${styleMap(where)}
      ></span>`
    : nothing;
}

function criticalView(plot: Plot, stretch: Stretch): TemplateResult | typeof nothing {
  const where = placed(plot, stretch.from, stretch.to);
  return where ? html`<span class="pw-time-critical" style=${styleMap(where)}></span>` : nothing;
}

/** Where a stretch is in the view; undefined outside of it. */
function placed(plot: Plot, from: number, to: number): { left: string; width: string } | undefined {
  const left = Math.max(-1, plot.axis.x(from));
  const right = Math.min(plot.axis.width + labelRoom, plot.axis.x(to));
  return right < 0 || left > plot.axis.width ? undefined : { left: px(left), width: px(Math.max(leastBar, right - left)) };
}

export function reuseView(plot: Plot, reuse: Reuse): TemplateResult {
  const { x, thread, edge, label } = reusePlaces(plot.axis, reuse);
  return html`${edge === undefined ? nothing : html`<span class="pw-time-label" data-memo style=${styleMap({ left: px(0) })}>${edge}</span>`}${thread === undefined
      ? nothing
      : html`<span class="pw-time-thread" style=${styleMap({ left: px(thread), width: px(x - thread) })}></span>`}<span
      class=${reuse.reused ? "pw-time-pin" : "pw-time-call"}
      style=${styleMap({ left: px(x) })}
      >${reuse.reused ? icon("pin-filled") : "↪"}</span
    >${wordsView(plot, x, label)}`;
}

export function tickView(tick: Tick): TemplateResult {
  return html`<span class="pw-time-tick" style=${styleMap({ left: px(tick.x) })}>${formatTick(tick.at)}</span>`;
}

export function gapViews(plot: Plot, named: boolean): TemplateResult[] {
  return plot.gaps.map((gap) => {
    const left = plot.axis.x(gap.from);
    const style = styleMap({ left: px(left), width: px(plot.axis.x(gap.to) - left) });
    return html`<span class="pw-time-gap" style=${style}>${named ? `╱ ${formatDuration(gap.to - gap.from)} ╱` : nothing}</span>`;
  });
}

export function dragView(drag: Drag | undefined): TemplateResult | typeof nothing {
  if (!drag) {
    return nothing;
  }
  const left = Math.min(drag.from, drag.to);
  return html`<span class="pw-time-drag" style=${styleMap({ left: px(left), width: px(Math.abs(drag.to - drag.from)) })}></span>`;
}

export function legendView(): TemplateResult {
  return html`<span class="pw-time-key"><span class="pw-time-segment" data-kind="queued"></span>queued</span>
    <span class="pw-time-key"><span class="pw-time-segment" data-kind="waiting"></span>waiting for others</span>
    <span class="pw-time-key" data-state="done"><span class="pw-time-segment" data-kind="executing"></span>executing</span>
    <span class="pw-time-key" data-state="failed"><span class="pw-time-segment" data-kind="executing"></span>failed</span>
    <span class="pw-time-key"><span class="pw-time-critical"></span>critical path</span>
    <span class="pw-time-key pw-time-pin-key">${icon("pin-filled")}reused</span>`;
}

export function px(pixels: number): string {
  return `${Math.round(pixels * 10) / 10}px`;
}

/** "0", "200 ms", "5 s", "1 min 30 s". */
function formatTick(at: number): string {
  return at === 0 ? "0" : at < 1000 ? `${at} ms` : at % 1000 === 0 ? formatDuration(at).replace(".0", "") : `${at / 1000} s`;
}
