import type { Options } from 'tsup'

/**
 * How every app is bundled: all code, ours and the libraries', in one directory that runs
 * anywhere Node runs. The banner gives CommonJS dependencies the `require` that ES modules lack.
 */
export const deployable: Options = {
  entry: ['src/main.ts'],
  format: 'esm',
  platform: 'node',
  target: 'node24',
  sourcemap: true,
  splitting: false,
  clean: true,
  noExternal: [/.*/],
  // Some built-in modules, node:sqlite among them, have no name without it.
  removeNodeProtocol: false,
  banner: {
    js: "import { createRequire } from 'node:module';const require = createRequire(import.meta.url);",
  },
}
