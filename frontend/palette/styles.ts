// The style sheet of the palette, loaded when it is opened for the first time.

let loaded: Promise<void> | undefined;

/** Resolves when it applies, or cannot be loaded; then it is tried again the next time. */
export function loadStyles(): Promise<void> {
  loaded ??= new Promise((resolve) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = new URL("studio-themes/palette.css", document.baseURI).href;
    link.addEventListener("load", () => resolve());
    link.addEventListener("error", () => {
      loaded = undefined;
      link.remove();
      resolve();
    });
    document.head.append(link);
  });
  return loaded;
}
