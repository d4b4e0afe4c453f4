import { type ConfigFault, editText, type TextChange } from '@promptbin/config'
import { PromptBinError } from '@promptbin/errors'
import type { ApplyOptions } from '../apply/apply-change.ts'
import type { ConfigurationSource } from '../configuration-source.ts'
import { planChange, type SettingChange } from './plan-change.ts'
import { refuseShadowed } from './refuse-shadowed.ts'

/** What would come of a change. */
export interface ChangeVerdict {
  readonly valid: boolean
  readonly faults: readonly ConfigFault[]
  readonly changed: readonly SettingChange[]
  /** The services whose processes would be replaced. */
  readonly reloaded: readonly string[]
  /** The keys that would wait for the next start. */
  readonly waiting: readonly string[]
}

export interface JudgeChangeOptions {
  readonly source: ConfigurationSource
  readonly apply: Pick<ApplyOptions, 'live'>
  readonly running: () => readonly string[]
}

const nothing = { changed: [], reloaded: [], waiting: [] } as const

/** Judges a change without making it; a setting that only a start can change is no fault here. */
export async function judgeChange(
  { set, unset }: TextChange,
  { source, apply, running }: JudgeChangeOptions,
): Promise<ChangeVerdict> {
  const { format, shownAs } = source
  const keys = [...Object.keys(set), ...unset]
  const faults: ConfigFault[] = []
  let text = source.readText() ?? ''
  // One by one, so that each that is wrong by itself is told of.
  for (const key of keys) {
    try {
      const one = Object.hasOwn(set, key) ? { set: { [key]: set[key] } } : { unset: [key] }
      text = editText(text, { set: {}, unset: [], ...one }, { format, shownAs })
    } catch (error) {
      faults.push(faultOf(error, key))
    }
  }
  const reading = source.reading(text)
  const all = [...faults, ...reading.faults]
  if (reading.config === undefined || all.length > 0)
    return { valid: false, faults: all, ...nothing }
  try {
    refuseShadowed(keys, reading.config)
  } catch (error) {
    return { valid: false, faults: [faultOf(error, keys.join(', '))], ...nothing }
  }
  const { changed, reload, waiting } = planChange(apply.live.current, reading.config, running())
  return { valid: true, faults: [], changed, reloaded: reload, waiting }
}

function faultOf(error: unknown, pointer: string): ConfigFault {
  if (error instanceof PromptBinError) return { pointer, message: error.message }
  throw error
}
