import type { FormatName, ValueOf } from './formats/formats.ts'
import type { schema } from './schema.ts'
import { type Setting, settings } from './settings.ts'
import type { Values } from './values.ts'

/** `request_timeout` → `requestTimeout`. */
type CamelCase<Name extends string> = Name extends `${infer Head}_${infer Tail}`
  ? `${Head}${Capitalize<CamelCase<Tail>>}`
  : Name

/** The name of a setting in code; a duration and a size say their unit. */
type NameInCode<Name extends string, Node> = Node extends { readonly format: 'duration' }
  ? `${CamelCase<Name>}Ms`
  : Node extends { readonly format: 'bytes' }
    ? `${CamelCase<Name>}Bytes`
    : CamelCase<Name>

type ConfigOf<Section> = {
  readonly [Name in keyof Section & string as NameInCode<
    Name,
    Section[Name]
  >]: Section[Name] extends { readonly format: infer Format extends FormatName }
    ? ValueOf<Format>
    : ConfigOf<Section[Name]>
}

/**
 * The configuration that code sees, deeply frozen: the schema in camelCase, with durations in
 * milliseconds and sizes in bytes (`mcp.request_timeout` → `config.mcp.requestTimeoutMs`).
 */
export type Config = ConfigOf<typeof schema>

interface Branch {
  [name: string]: unknown
}

/** Builds the configuration object from checked values. */
export function toConfig(values: Values): Config {
  const config: Branch = {}
  for (const { key, path } of settings) {
    const [first = '', second] = path
    if (second === undefined) config[first] = values.get(key)
    else config[first] = { ...(config[first] as Branch | undefined), [second]: values.get(key) }
  }
  // The type is computed from the same schema that the loop has walked.
  return freezeDeeply(config) as Config
}

function freezeDeeply(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  for (const child of Object.values(value)) freezeDeeply(child)
  return Object.freeze(value)
}

/** The value that a configuration object has for a setting. */
export function readSetting(config: Config, { path }: Setting): unknown {
  return path.reduce<unknown>((node, name) => (node as Branch)[name], config)
}
