// Handles clicks, keys and the menu of nodes.

import { letterKeysEnabled } from "../shell";
import { openMenu, type MenuItem } from "./context-menu";
import type { DrawnGraph } from "./filter";
import type { GraphNode } from "./model";
import type { Direction, KeyboardNavigation } from "./keyboard-navigation";

/** What the graph offers to its input. */
export interface NodeInputHost {
  readonly drawn: DrawnGraph;
  readonly letterKeys: boolean;
  readonly runId: string;
  selectedStep: string;
  emit(event: string, detail?: Record<string, unknown>): void;
  activate(id: string): void;
  focusNode(id: string): void;
  keepInView(node: GraphNode): void;
  startFind(): void;
  fit(): void;
  element(id: string): HTMLElement | null;
}

const arrows: Record<string, Direction> = { ArrowLeft: "left", ArrowRight: "right", ArrowUp: "up", ArrowDown: "down" };

export class NodeInput {
  private readonly host: NodeInputHost;
  private readonly navigation: KeyboardNavigation;

  constructor(host: NodeInputHost, navigation: KeyboardNavigation) {
    this.host = host;
    this.navigation = navigation;
  }

  readonly onClick = (event: MouseEvent): void => {
    const element = event.target as Element;
    const node = this.nodeAt(element);
    if (!node) {
      return;
    }
    this.host.activate(node.id);
    switch (element.closest<HTMLElement>("[data-act]")?.dataset["act"]) {
      case "pin":
        this.host.emit("pin-open", { step: node.id });
        break;
      case "rerun":
        this.host.emit("step-rerun", { step: node.id });
        break;
      case "toggle":
        this.host.emit("group-toggle", { id: node.id });
        break;
      default:
        this.choose(node);
    }
  };

  readonly onFocusIn = (event: FocusEvent): void => {
    const element = event.target as Element;
    const node = this.nodeAt(element);
    if (node) {
      this.host.activate(node.id);
      if (element.matches(":focus-visible")) {
        this.host.keepInView(node);
      }
    }
  };

  readonly onKeyDown = (event: KeyboardEvent): void => {
    const node = this.nodeAt(event.target as Element);
    if (!node || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    if (this.key(event, node)) {
      event.preventDefault();
    }
  };

  readonly onContextMenu = (event: MouseEvent): void => {
    const node = this.nodeAt(event.target as Element);
    if (node) {
      event.preventDefault();
      this.menu(node, event);
    }
  };

  private key(event: KeyboardEvent, node: GraphNode): boolean {
    const direction = arrows[event.key];
    if (direction) {
      this.host.focusNode(this.navigation.next(this.host.drawn, node.id, direction) ?? node.id);
      return true;
    }
    switch (event.key) {
      case "Home":
        this.host.focusNode(this.host.drawn.nodes.keys().next().value ?? node.id);
        return true;
      case "F10":
      case "ContextMenu":
        if (event.key === "ContextMenu" || event.shiftKey) {
          this.menu(node, undefined);
          return true;
        }
        return false;
      case "Enter":
      case " ":
        if (event.target === this.host.element(node.id)) {
          this.choose(node);
          return true;
        }
        return false;
      default:
        return this.host.letterKeys && letterKeysEnabled() && this.letter(event.key, node);
    }
  }

  private letter(key: string, node: GraphNode): boolean {
    switch (key) {
      case "r":
        if (node.kind === "step") {
          this.host.emit("step-rerun", { step: node.id });
        }
        return true;
      case "[":
      case "]":
        this.host.emit("attempt-step", { step: node.id, direction: key === "[" ? -1 : 1 });
        return true;
      case "t":
        this.host.emit("steps-table");
        return true;
      case "f":
        this.host.fit();
        return true;
      case "/":
        this.host.startFind();
        return true;
      default:
        return false;
    }
  }

  private choose(node: GraphNode): void {
    switch (node.kind) {
      case "step":
      case "collapsed":
        this.host.selectedStep = node.id;
        this.host.emit("step-open", { step: node.id });
        break;
      case "group":
        this.host.emit("group-toggle", { id: node.id });
        break;
      case "parentRun":
      case "spawnedRun":
        this.host.emit("run-open", { id: node.id });
        break;
      case "start":
    }
  }

  private menu(node: GraphNode, at: MouseEvent | undefined): void {
    const element = this.host.element(node.id);
    if (!element || node.kind === "start") {
      return;
    }
    const bounds = element.getBoundingClientRect();
    this.host.activate(node.id);
    openMenu(node.label, this.menuItems(node), { x: at?.clientX ?? bounds.left, y: at?.clientY ?? bounds.bottom }, element);
  }

  private menuItems(node: GraphNode): MenuItem[] {
    const open: MenuItem = { icon: "expand", text: "Open", key: "Enter", act: () => this.choose(node) };
    if (node.kind === "collapsed" || node.kind === "group") {
      const toggle = (): void => this.host.emit("group-toggle", { id: node.id });
      const show: MenuItem = { icon: "chevron-down", text: `Show all ${node.count ?? ""}`.trim(), act: toggle };
      return node.kind === "collapsed" ? [open, show] : [{ icon: "chevron-up", text: "Collapse", act: toggle }];
    }
    if (node.kind !== "step") {
      return [open];
    }
    const id = this.host.runId ? `${this.host.runId}:${node.id}` : node.id;
    return [
      open,
      { icon: "rerun", text: "Re-run…", key: "r", act: () => this.host.emit("step-rerun", { step: node.id }) },
      { icon: "copy", text: `Copy id ${id}`, act: () => void navigator.clipboard?.writeText(id) },
    ];
  }

  private nodeAt(element: Element): GraphNode | undefined {
    return this.host.drawn.nodes.get(element.closest<HTMLElement>(".pw-node")?.dataset["id"] ?? "");
  }
}
