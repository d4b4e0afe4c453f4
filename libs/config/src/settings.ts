import type { FormatName } from './formats/formats.ts'
import { type Schema, schema, sectionAliases } from './schema.ts'
import type { Leaf } from './sections/section.ts'

/** One setting with what it is called everywhere. */
export interface Setting extends Leaf {
  /** As in the configuration file: `mcp.request_timeout`. */
  readonly key: string
  /** The key, then the older ones that are still understood: `web.port`, `flask.port`. */
  readonly keys: readonly [key: string, ...older: string[]]
  /** Where the configuration object has it: `['mcp', 'requestTimeoutMs']`. */
  readonly path: readonly string[]
}

/** In code a number with a unit says which. */
const unitSuffixes: Readonly<Partial<Record<FormatName, string>>> = {
  duration: '_ms',
  bytes: '_bytes',
}

/** Every setting, in the order of the schema. */
export const settings: readonly Setting[] = Object.entries<Schema[string]>(schema).flatMap(
  ([name, node]) =>
    isLeaf(node)
      ? [toSetting(node, name)]
      : Object.entries(node).map(([child, leaf]) => toSetting(leaf, child, name)),
)

/** The groups that settings stand in, older names included. */
export const sectionNames: readonly string[] = [
  ...new Set(settings.flatMap(({ keys }) => keys.flatMap((key) => key.split('.').slice(0, -1)))),
]

/** The environment variable of a key: `mcp.request_timeout` → `PROMPTBIN_MCP_REQUEST_TIMEOUT`. */
export function variableOf(key: string): string {
  return `PROMPTBIN_${key.replace('.', '_').toUpperCase()}`
}

/** The option of a command line for a key: `mcp.request_timeout` → `--mcp-request-timeout`. */
export function flagOf(key: string): string {
  return `--${key.replace(/[._]/g, '-')}`
}

/** The same option as command-line parsers name it in code: `mcpRequestTimeout`. */
export function optionOf(key: string): string {
  return camelCase(key.replace('.', '_'))
}

function isLeaf(node: Schema[string]): node is Leaf {
  return typeof node['format'] === 'string'
}

function toSetting(leaf: Leaf, name: string, section?: string): Setting {
  const nameInCode = camelCase(name + (unitSuffixes[leaf.format] ?? ''))
  if (section === undefined) return { ...leaf, key: name, keys: [name], path: [nameInCode] }
  const older = Object.keys(sectionAliases).filter((alias) => sectionAliases[alias] === section)
  const key = `${section}.${name}`
  const keys = [key, ...older.map((alias) => `${alias}.${name}`)] as const
  return { ...leaf, key, keys, path: [section, nameInCode] }
}

function camelCase(name: string): string {
  return name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase())
}
