import type { ModelConfig } from '@promptbin/prompts'
import { textOrNothing } from '../values/fields.ts'
import { isObject, type PlainObject } from '../values/plain-json.ts'

/** Keys of dotprompt that stand beside its `config`. */
const beside = ['model', 'tools', 'output'] as const

function isNames(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => textOrNothing(item) === item)
}

/** Which settings have a key of their own in dotprompt. */
function standsBeside(key: string, value: unknown): boolean {
  if (key === 'model') return textOrNothing(value) === value
  if (key === 'tools') return isNames(value)
  return key === 'output' && isObject(value)
}

/** `model`, `tools` and `output` of a dotprompt file beside what its `config` holds. */
export function readSettings(matter: PlainObject, notes: string[]): ModelConfig {
  const { config } = matter
  if (config !== undefined && !isObject(config)) notes.push('Its "config" is no list of settings.')
  const given = beside.filter((key) => matter[key] !== undefined && matter[key] !== null)
  return Object.fromEntries([
    ...Object.entries(isObject(config) ? config : {}),
    ...given.map((key) => [key, matter[key]]),
  ])
}

/** Model settings as dotprompt has them. */
export function writeSettings(modelConfig: ModelConfig): PlainObject {
  const entries = Object.entries(modelConfig)
  const own = entries.filter(([key, value]) => standsBeside(key, value))
  const config = entries.filter(([key, value]) => !standsBeside(key, value))
  return Object.fromEntries([
    ...beside.flatMap((key) => own.filter(([each]) => each === key)),
    ...(config.length === 0 ? [] : [['config', Object.fromEntries(config)]]),
  ])
}
