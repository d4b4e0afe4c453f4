import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Options } from 'tsup'

type Plugin = NonNullable<Options['plugins']>[number]

/** Everything beyond ASCII, by UTF-16 code units, as JavaScript escapes them. */
const beyondAscii = /[\u0080-\uffff]/g

/**
 * Writes as escapes what esbuild leaves in templates and regular expressions. One character beyond
 * Latin-1 makes V8 keep two bytes for each character of the whole file, as long as it runs.
 */
const asciiOnly: Plugin = {
  name: 'ascii-only',
  renderChunk: (code) => ({
    code: code.replace(
      beyondAscii,
      (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
    ),
  }),
}

type EsbuildPlugin = NonNullable<Options['esbuildPlugins']>[number]

/** Asked for by these packages for servers and clients of a kind that none of our services has. */
const unused: Readonly<Record<string, RegExp>> = {
  'node:http2': /\/node_modules\/fastify\//,
  'node:https': /\/node_modules\/(fastify|prom-client)\//,
}

/**
 * Leaves out of memory what Node brings and nobody uses. An `import` of `node:http` reads all that it
 * exports, and so loads the client of `fetch`, WebSockets and HTTP/2, 13 MB of every process;
 * that of `node:crypto` loads Web Crypto. `require` reads what is used.
 */
const sparingBuiltIns: EsbuildPlugin = {
  name: 'sparing-built-ins',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(node:)?(crypto|http)$/ }, ({ path, kind }) =>
      kind === 'import-statement'
        ? { path: `node:${path.replace('node:', '')}`, namespace: 'required' }
        : undefined,
    )
    onLoad({ filter: /./, namespace: 'required' }, ({ path }) => ({
      contents: `module.exports = require('${path}')`,
    }))
    onResolve({ filter: /^(node:)?(http2|https)$/ }, ({ path, importer }) => {
      const name = `node:${path.replace('node:', '')}`
      return unused[name]?.test(importer) ? { path: name, namespace: 'unused' } : undefined
    })
    onLoad({ filter: /./, namespace: 'unused' }, () => ({ contents: 'module.exports = {}' }))
  },
}

const libs = fileURLToPath(new URL('libs', import.meta.url))

/** The values in a list of names between braces; types are no part of a bundle. */
function valuesIn(names: string): readonly string[] {
  const each = names.split(',').map((name) => name.trim())
  return each.filter((name) => name !== '' && !name.startsWith('type '))
}

/** The file behind each value that one of our packages exports. */
function filesOf(library: string): ReadonlyMap<string, string> {
  const folder = join(libs, library, 'src')
  const index = readFileSync(join(folder, 'index.ts'), 'utf8')
  const exports = [...index.matchAll(/^export \{([^}]*)\} from '(.*?)'/gm)]
  return new Map(
    exports.flatMap(([, names = '', file = '']) =>
      valuesIn(names).map((name) => [name, join(folder, file)] as const),
    ),
  )
}

/**
 * Imports what our packages export from the files that have it. Of an index the bundler takes all that
 * anybody uses into what is loaded at the start, Fastify with the name of a header; what only an
 * `import()` needs would not stay apart.
 */
const importByFile: EsbuildPlugin = {
  name: 'import-by-file',
  setup({ onLoad }) {
    const known = new Map<string, ReadonlyMap<string, string>>()
    const direct = (whole: string, names: string, library: string) => {
      const files = known.get(library) ?? filesOf(library)
      known.set(library, files)
      const imports = valuesIn(names).map((name) => {
        const file = files.get(name.replace(/ as .*/, '')) ?? `@promptbin/${library}`
        return `import { ${name} } from ${JSON.stringify(file)}`
      })
      // As many lines as before, for the source map.
      return imports.join(';') + '\n'.repeat(whole.split('\n').length - 1)
    }
    onLoad({ filter: /[/\\](apps|libs)[/\\].*\.ts$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replace(
        /^import \{([^}]*)\} from '@promptbin\/([\w-]+)'/gm,
        direct,
      ),
      loader: 'ts',
    }))
  },
}

/**
 * How every app is bundled: all code, ours and the libraries', in one directory that runs
 * anywhere Node runs. What is imported with `import()` is a file of its own, which is read when it
 * is needed. The banner gives CommonJS dependencies the `require` that ES modules lack.
 */
export const deployable: Options = {
  entry: ['src/main.ts'],
  format: 'esm',
  platform: 'node',
  target: 'node24',
  sourcemap: true,
  // Hundreds of names of files, at each start, hide the lines that tell where PromptBin is.
  silent: true,
  splitting: true,
  clean: true,
  noExternal: [/.*/],
  // Some built-in modules, node:sqlite among them, have no name without it.
  removeNodeProtocol: false,
  banner: {
    js: "import { createRequire } from 'node:module';const require = createRequire(import.meta.url);",
  },
  plugins: [asciiOnly],
  esbuildPlugins: [sparingBuiltIns, importByFile],
  esbuildOptions: (options) => {
    // The source stays in memory with the program. Names are kept, for stacks and profiles.
    options.minifySyntax = true
    options.minifyWhitespace = true
    options.lineLimit = 160
    options.charset = 'ascii'
    options.legalComments = 'linked'
  },
}
