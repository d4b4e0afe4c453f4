import {
  type ChangeKind,
  type Config,
  changedSettings,
  describeConfig,
  describeSettings,
  keepSettings,
} from '@promptbin/config'
import { concerns } from './service-of.ts'

/** One setting that becomes another. */
export interface SettingChange {
  readonly key: string
  /** As people may see it, secrets masked. */
  readonly from: unknown
  /** As people may see it, secrets masked. */
  readonly to: unknown
  /** How it comes into force. */
  readonly change: ChangeKind
}

/** What it takes for a configuration to come into force. */
export interface ChangePlan {
  /** Everything that differs from what is in force. */
  readonly changed: readonly SettingChange[]
  /** The services of which the processes have to be replaced, in the order of their start. */
  readonly reload: readonly string[]
  /** The keys that wait for the next start. */
  readonly waiting: readonly string[]
  /** What is in force afterwards: all of it but what waits. */
  readonly inForce: Config
}

/** Says what follows from going from one configuration to another while PromptBin runs. */
export function planChange(
  before: Config,
  wanted: Config,
  serviceNames: readonly string[],
): ChangePlan {
  const kinds = new Map(describeSettings().map(({ key, change }) => [key, change]))
  const keys = changedSettings(before, wanted)
  const fixed = keys.filter((key) => kinds.get(key) === 'fixed')
  const [was, is] = [describeConfig(before), describeConfig(wanted)]
  // What follows from a port that is not another one yet is not another one either.
  const following = keys.filter(
    (key) => is[key]?.origin === 'derived' && fixed.some((one) => is[key]?.source?.includes(one)),
  )
  const waiting = [...fixed, ...following]
  const replaced = keys.filter((key) => kinds.get(key) === 'reload' && !waiting.includes(key))
  return {
    changed: keys.map((key) => ({
      key,
      from: was[key]?.value,
      to: is[key]?.value,
      change: waiting.includes(key) ? 'fixed' : (kinds.get(key) ?? 'fixed'),
    })),
    reload: serviceNames.filter((service) => replaced.some((key) => concerns(key, service))),
    waiting,
    inForce: keepSettings(wanted, before, waiting),
  }
}
