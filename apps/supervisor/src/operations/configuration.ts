import { type Config, describeSettings } from '@promptbin/config'
import { configReport } from '@promptbin/service'
import { valuesOf } from '../configuration/audit-change.ts'
import type { ChangeOutcome } from '../configuration/change-outcome.ts'
import type { ConfigurationManager } from '../configuration/configuration-manager.ts'
import type { Generation } from '../configuration/generations/generation.ts'
import type { Caller } from './caller.ts'
import type { AuditNotes, HandlersOf } from './handlers.ts'

/** What is needed to tell of the configuration and to change it. */
export interface ConfigurationHandlersOptions {
  /** The configuration in force, with the ports that were taken. */
  readonly takenConfig: () => Config
  readonly config: ConfigurationManager
}

/** How the configuration is shown and changed. */
export function configurationHandlers({
  config,
  takenConfig,
}: ConfigurationHandlersOptions): HandlersOf<
  'get_config' | 'update_config' | 'validate_config' | 'config_history' | 'rollback_config'
> {
  return {
    get_config: async () => {
      const { settings, ...report } = configReport('supervisor', takenConfig())
      const { generation, isLastReadGood: lastReloadSucceeded, fault, waiting, file } = config
      const described = describeSettings().map(({ key, change }) => {
        const { value, origin, source } = settings[key] ?? { value: null, origin: '', source: null }
        return [key, { value, origin, source, change }] as const
      })
      const about = { generation, lastReloadSucceeded, fault, waiting: [...waiting], file }
      return { ...report, ...about, settings: Object.fromEntries(described) }
    },
    update_config: async (input, caller, notes) => {
      const options = optionsOf(input)
      return noted(await config.update(changeOf(input), authorOf(caller), options), notes)
    },
    validate_config: async (input) => {
      const { valid, faults, changed, reloaded, waiting } = await config.validate(changeOf(input))
      const shown = faults.map(({ pointer, message, at }) => ({
        pointer,
        message,
        line: at?.line ?? null,
        column: at?.column ?? null,
      }))
      const lists = { changed: [...changed], reloaded: [...reloaded], waiting: [...waiting] }
      return { valid, faults: shown, ...lists }
    },
    config_history: async () => {
      const items = (await config.history()).map(itemOf)
      return { generation: config.generation, items }
    },
    rollback_config: async (input, caller, notes) => {
      const options = optionsOf(input)
      return noted(await config.rollback(input.generation, authorOf(caller), options), notes)
    },
  }
}

interface WrittenChange {
  readonly set?: Readonly<Record<string, unknown>> | undefined
  readonly unset?: readonly string[] | undefined
}

/** A key without a value sets nothing, here as in the file. */
function changeOf({ set = {}, unset = [] }: WrittenChange) {
  const isNothing = (value: unknown) => value === null || value === undefined
  const entries = Object.entries(set)
  return {
    set: Object.fromEntries(entries.filter(([, value]) => !isNothing(value))),
    unset: [...unset, ...entries.flatMap(([key, value]) => (isNothing(value) ? [key] : []))],
  }
}

function optionsOf(input: {
  readonly if_match?: number | undefined
  readonly dry_run?: boolean | undefined
  readonly at_next_start?: boolean | undefined
}) {
  const { if_match: ifMatch, dry_run: dryRun, at_next_start: atNextStart } = input
  return { ifMatch, dryRun, atNextStart }
}

const authorOf = ({ principal, face }: Caller) => ({ actor: principal.id, face })

/** What was before and what is from now on goes to the audit trail, masked as people see it. */
function noted(outcome: ChangeOutcome, notes: AuditNotes) {
  const { changed, reloaded, waiting, ...rest } = outcome
  notes.before = valuesOf(changed, 'from')
  notes.after = valuesOf(changed, 'to')
  return { ...rest, changed: [...changed], reloaded: [...reloaded], waiting: [...waiting] }
}

function itemOf({ generation, at, by, action, file, changed }: Generation) {
  const inWords = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value))
  const parts = changed.map(({ key, from, to }) => `${key}: ${inWords(from)} → ${inWords(to)}`)
  const summary = parts.length === 0 ? 'nothing that acts' : parts.join(', ')
  const { actor, face } = by
  return { generation, at, by: actor, face, action, file, changed: [...changed], summary }
}
