import { createHash } from 'node:crypto'
import { type Config, describeConfig, describeSettings, toEnvironment } from '@promptbin/config'
import type { SettingChange } from '../plan/plan-change.ts'
import type { Generation } from './generation.ts'

/** What is known of a configuration that comes into force, beside itself. */
export type GenerationFacts = Pick<
  Generation,
  'generation' | 'action' | 'by' | 'file' | 'text' | 'changed'
>

/** What is kept of a configuration, as it was read: with what waits for the next start. */
export function newGeneration(wanted: Config, facts: GenerationFacts): Generation {
  return {
    ...facts,
    at: new Date().toISOString(),
    digest: digestOf(wanted),
    settings: shownValues(wanted),
  }
}

/** The same for two configurations that say the same. */
export function digestOf(config: Config): string {
  return createHash('sha256')
    .update(JSON.stringify(toEnvironment(config)))
    .digest('hex')
}

/** What is different from a generation to a configuration, as far as people may see it. */
export function differencesSince(
  before: Pick<Generation, 'settings'> | undefined,
  config: Config,
): readonly SettingChange[] {
  if (before === undefined) return []
  const kinds = new Map(describeSettings().map(({ key, change }) => [key, change]))
  return Object.entries(shownValues(config)).flatMap(([key, to]): SettingChange[] => {
    const from = before.settings[key]
    if (JSON.stringify(from) === JSON.stringify(to)) return []
    return [{ key, from: from ?? null, to, change: kinds.get(key) ?? 'fixed' }]
  })
}

function shownValues(config: Config): Generation['settings'] {
  const described = Object.entries(describeConfig(config))
  return Object.fromEntries(described.map(([key, { value }]) => [key, value]))
}
