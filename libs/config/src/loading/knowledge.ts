import type { Config } from '../config.ts'
import type { Notice } from '../sources/given.ts'

/** What was learnt when a configuration was read. */
interface Knowledge {
  readonly notices: readonly Notice[]
  readonly file: string | undefined
}

/** Not in the configuration itself: two that say the same are the same. */
const known = new WeakMap<Config, Knowledge>()

/** Remembers what was learnt. */
export function setKnowledge(config: Config, knowledge: Knowledge): void {
  known.set(config, knowledge)
}

/** A configuration that was made from another one was read where that was. */
export function keepKnowledge(config: Config, from: Config): void {
  const knowledge = known.get(from)
  if (knowledge) known.set(config, knowledge)
}

/** What a person should know about a configuration that was read: what is not as it was written. */
export function noticesOf(config: Config): readonly Notice[] {
  return known.get(config)?.notices ?? []
}

/** The path of the file that a configuration was read from; undefined where there was none. */
export function configFileOf(config: Config): string | undefined {
  return known.get(config)?.file
}
