// Lets Node run the sources of frontend/ as they are: they import each other without a file extension, for Vite.
// Whatever they import beside each other is refused: these tests run before any package of npm is installed.

import { registerHooks } from "node:module";

registerHooks({
  resolve(specifier, context, nextResolve) {
    const isOurs = /^\.{1,2}\//.test(specifier);
    if (!isOurs && !/^(node|file):/.test(specifier)) {
      throw new Error(
        `${context.parentURL} imports '${specifier}', but tests of the frontend run without node_modules. ` +
          "Move what is tested into a file of its own that needs no package.",
      );
    }
    return nextResolve(isOurs && !/\.m?[jt]s$/.test(specifier) ? `${specifier}.ts` : specifier, context);
  },
});
