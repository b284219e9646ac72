// Lets Node run the sources of frontend/ as they are: they import each other without a file extension, for Vite.

import { registerHooks } from "node:module";

registerHooks({
  resolve(specifier, context, nextResolve) {
    const isOurs = /^\.{1,2}\//.test(specifier) && !/\.m?[jt]s$/.test(specifier);
    return nextResolve(isOurs ? `${specifier}.ts` : specifier, context);
  },
});
