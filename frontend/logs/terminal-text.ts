// What programs write for terminals: bold and sixteen colours are kept, all other control sequences are removed. The result is text, never HTML.

export interface Run {
  readonly text: string;
  readonly bold: boolean;
  /** As data.css names it; empty for the colour of other text. */
  readonly colour: string;
}

/** White is how other text looks. */
const colours = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", ""];

// Control sequences (of which "m" sets how text looks), strings such as titles and links, other escapes, and control characters but tab and line feed. TerminalText.java removes the same.
const controls =
  /(?:\x1b\[|\x9b)([0-?]*)[ -/]*([@-~]?)|(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)|\x1b[ -/]*[0-~]?|[\x00-\x08\x0b-\x1f\x7f-\x9f]/g;

/** Reads the texts of one line, one after the other: how text looks goes on from one to the next. */
export class TerminalText {
  private bold = false;
  private colour = "";

  read(text: string): Run[] {
    const runs: Run[] = [];
    let from = 0;
    for (const control of text.matchAll(controls)) {
      this.add(runs, text.slice(from, control.index));
      from = control.index + control[0].length;
      if (control[2] === "m" && /^[\d;:]*$/.test(control[1]!)) {
        this.look(control[1]!.split(/[;:]/).map(Number));
      }
    }
    this.add(runs, text.slice(from));
    return runs;
  }

  private add(runs: Run[], text: string): void {
    const last = runs.at(-1);
    if (last && last.bold === this.bold && last.colour === this.colour) {
      runs[runs.length - 1] = { ...last, text: last.text + text };
    } else if (text !== "") {
      runs.push({ text, bold: this.bold, colour: this.colour });
    }
  }

  private look(codes: readonly number[]): void {
    for (let i = 0; i < codes.length; i++) {
      const code = codes[i]!;
      if (code === 0) {
        this.bold = false;
        this.colour = "";
      } else if (code === 1) {
        this.bold = true;
      } else if (code === 22) {
        this.bold = false;
      } else if (code === 38 || code === 48) {
        const used = codes[i + 1] === 5 ? 2 : codes[i + 1] === 2 ? 4 : codes.length;
        if (code === 38) {
          this.colour = used === 2 && codes[i + 2]! < 16 ? colours[codes[i + 2]! % 8]! : "";
        }
        i += used;
      } else if (code === 39) {
        this.colour = "";
      } else if ((code >= 30 && code <= 37) || (code >= 90 && code <= 97)) {
        this.colour = colours[code % 10]!;
      }
    }
  }
}
