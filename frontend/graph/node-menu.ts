// What the menu of a node offers.

import { formatNumber } from "../numbers";
import type { MenuItem } from "./context-menu";
import { isFolded, type GraphNode } from "./model";
import { linkTo } from "./step-link";

/** What a menu needs to know of its graph, and what it does with it. */
export interface NodeMenuHost {
  readonly runId: string;
  /** Whether two runs are shown as one: nothing is run again from here. */
  readonly comparing: boolean;
  /** Whether a step may be run again in a child of the workspace. */
  readonly offersChild: boolean;
  emit(event: string, detail: Record<string, unknown>): void;
}

export function menuItems(node: GraphNode, host: NodeMenuHost, choose: () => void): MenuItem[] {
  const open: MenuItem = { icon: "expand", text: "Open", key: "Enter", act: choose };
  if (isFolded(node) || node.kind === "group") {
    const toggle = (): void => host.emit("group-toggle", { id: node.id });
    const show: MenuItem = { icon: "chevron-down", text: `Show all ${formatNumber(node.count ?? 0)}`, act: toggle };
    return isFolded(node) ? [open, show] : [{ icon: "chevron-up", text: "Collapse", act: toggle }];
  }
  if (node.kind !== "step") {
    return [open];
  }
  if (host.comparing) {
    return node.arguments ? [open, copy(node.arguments, "Copy arguments as shown")] : [open];
  }
  const id = host.runId ? `${host.runId}:${node.id}` : node.id;
  const rerun = (inChild: boolean): void => host.emit("step-rerun", { step: node.id, inChild });
  return [
    open,
    { icon: "rerun", text: "Re-run…", key: "r", act: () => rerun(false) },
    ...(host.offersChild ? [{ icon: "branch", text: "Re-run in child…", act: () => rerun(true) } as const] : []),
    { icon: "logs", text: "Show its log", act: () => host.emit("step-logs", { step: node.id }) },
    copy(id, `Copy id ${id}`),
    { icon: "copy", text: "Copy link", act: () => write(linkTo(node.id, window.location.href)) },
    ...(node.arguments ? [copyArguments(node, host)] : []),
  ];
}

/** The node has one line of them, which may be cut; the server has them all. */
function copyArguments(node: GraphNode, host: NodeMenuHost): MenuItem {
  return { icon: "copy", text: "Copy arguments", act: () => host.emit("step-arguments", { step: node.id }) };
}

function copy(text: string, what: string): MenuItem {
  return { icon: "copy", text: what, act: () => write(text) };
}

function write(text: string): void {
  void navigator.clipboard?.writeText(text);
}
