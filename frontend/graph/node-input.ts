// Handles clicks, keys and the menu of nodes.

import { letterKeysEnabled } from "../shell";
import { openMenu } from "./context-menu";
import type { DrawnGraph } from "./filter";
import type { GraphNode } from "./model";
import type { Direction, KeyboardNavigation } from "./keyboard-navigation";
import { menuItems } from "./node-menu";
import { Press } from "./press";
import type { Wall } from "./wall";

/** What the graph offers to its input. */
export interface NodeInputHost {
  readonly drawn: DrawnGraph;
  readonly letterKeys: boolean;
  readonly runId: string;
  readonly comparing: boolean;
  readonly offersChild: boolean;
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
  private readonly press = new Press();

  constructor(host: NodeInputHost, navigation: KeyboardNavigation) {
    this.host = host;
    this.navigation = navigation;
  }

  readonly onPointerDown = (event: PointerEvent): void => this.press.down(event.target as Element);

  readonly onClick = (event: MouseEvent): void => {
    const element = this.press.clicked(event.target as Element, event.detail, (target) => this.nodeAt(target) !== undefined);
    const node = this.nodeAt(element);
    if (!node) {
      return;
    }
    this.host.activate(node.id);
    const act = element.closest<HTMLElement>("[data-act]")?.dataset["act"];
    switch (this.host.comparing && act === "pin" ? undefined : act) {
      case "pin":
        this.host.emit("pin-open", { step: node.id });
        break;
      case "rerun":
        this.host.emit("step-rerun", { step: node.id });
        break;
      case "toggle":
        this.host.emit("group-toggle", { id: node.id });
        break;
      case "sort":
        break;
      default:
        this.choose(element.closest(".pw-wall-cells") ? this.aimOf(node) : node);
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
    if (!node || event.ctrlKey || event.metaKey || event.altKey || event.target instanceof HTMLSelectElement) {
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
    if (this.wallOf(node)?.key(event.key)) {
      this.host.keepInView(node);
      return true;
    }
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
          this.choose(this.aimOf(node));
          return true;
        }
        return false;
      default:
        return this.host.letterKeys && letterKeysEnabled() && this.letter(event.key, this.aimOf(node));
    }
  }

  private letter(key: string, node: GraphNode): boolean {
    if (this.host.comparing && key !== "f" && key !== "/") {
      return false;
    }
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
      case "chain":
      case "collapsed":
      case "wall":
        if (this.host.drawn.nodes.has(node.id)) {
          this.host.selectedStep = node.id;
        }
        this.host.emit("step-open", { step: node.id });
        break;
      case "more":
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
    const aim = this.aimOf(node);
    openMenu(node.label, menuItems(aim, this.host, () => this.choose(aim)), { x: at?.clientX ?? bounds.left, y: at?.clientY ?? bounds.bottom }, element);
  }

  /** What is acted on: of a wall the step that pointer or keyboard is at, else the node. */
  private aimOf(node: GraphNode): GraphNode {
    const step = this.wallOf(node)?.step ?? 0;
    return step === 0 ? node : { ...stepOfWall(node), id: String(step) };
  }

  private wallOf(node: GraphNode): Wall | null {
    return node.kind === "wall" ? (this.host.element(node.id)?.querySelector<Wall>("pw-wall") ?? null) : null;
  }

  private nodeAt(element: Element): GraphNode | undefined {
    return this.host.drawn.nodes.get(element.closest<HTMLElement>(".pw-node")?.dataset["id"] ?? "");
  }
}

/** A step of a wall, of which only the number is known here. */
function stepOfWall(wall: GraphNode): GraphNode {
  const { arguments: shared, ...node } = wall;
  return { ...node, kind: "step" };
}
