import type { Config } from '../config.ts'

/** Where PromptBin can run, the most telling first. */
export const situations = [
  'supervised',
  'mcp-client',
  'systemd',
  'ci',
  'container',
  'terminal',
  'wsl',
  'unattended',
] as const

export type Situation = (typeof situations)[number]

/** One reason to believe something. */
export interface EvidenceLine {
  /** What was looked at. */
  readonly what: string
  /** What it says, for a person; never the value of a variable that could be anything. */
  readonly says: string
}

/** What is taken because of where PromptBin runs, unless somebody has said otherwise. */
export interface Following {
  /** The key of the setting: `logging.format`. */
  readonly setting: string
  /** In the notation of the configuration file. */
  readonly value: string
  readonly because: string
}

/** Where PromptBin runs, why it believes so, and what follows from it. */
export interface DetectedEnvironment {
  readonly situation: Situation
  /** What is true as well: a terminal in a container, for example. */
  readonly also: readonly Situation[]
  /** The AI client that has started this process, as far as it is known. */
  readonly client: string | null
  readonly mode: 'production' | 'development'
  readonly evidence: readonly EvidenceLine[]
  readonly follows: readonly Following[]
}

/** Not in the configuration itself: two that say the same are the same. */
const known = new WeakMap<Config, DetectedEnvironment>()

/** Says where a configuration was read. */
export function setEnvironment(config: Config, detected: DetectedEnvironment): void {
  known.set(config, detected)
}

/** A configuration that was made from another one was read where that was. */
export function keepEnvironment(config: Config, from: Config): void {
  const detected = known.get(from)
  if (detected) known.set(config, detected)
}

/** Where a configuration was read; undefined of one for which nothing was gathered. */
export function environmentOf(config: Config): DetectedEnvironment | undefined {
  return known.get(config)
}
