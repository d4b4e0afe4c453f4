import { failpointsUnreadable } from './errors.ts'
import { type FailpointName, failpoints } from './failpoint-names.ts'
import type { FailpointAction, FailpointPlan, FailpointRule } from './rule.ts'

/** `[process/]name=action[%probability]`; the probability is a percentage. */
const form = /^(?:(?<process>[a-z-]+)\/)?(?<name>[^=%]+)=(?<action>[^%]+)(?:%(?<percent>[\d.]+))?$/

/** Each action by its word, with what stands in its brackets. */
const actions: Readonly<Record<string, (value: string) => FailpointAction | undefined>> = {
  throw: (code) => (/^[A-Z0-9_]+$/.test(code) ? { type: 'throw', code } : undefined),
  delay: (text) => numbered(text, (delayMs) => ({ type: 'delay', delayMs })),
  exit: (text) => numbered(text, (code) => ({ type: 'exit', code })),
  abort: (text) => (text === '' ? { type: 'abort' } : undefined),
  'partial-write': (text) => (text === '' ? { type: 'partial-write' } : undefined),
}

function numbered(
  text: string,
  make: (value: number) => FailpointAction,
): FailpointAction | undefined {
  return /^\d{1,6}$/.test(text) ? make(Number(text)) : undefined
}

/**
 * Reads what `PROMPTBIN_FAILPOINTS` holds: rules, and the words `seed=<number>` and `once=<folder>`.
 * Throws `PB_FAILPOINTS_UNREADABLE`.
 */
export function readPlan(text: string): FailpointPlan {
  const entries = text
    .split(';')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
  const once = settingOf(entries, 'once')
  return {
    rules: entries.filter((entry) => !/^(seed|once)=/.test(entry)).map(readRule),
    seed: readSeed(settingOf(entries, 'seed')),
    ...(once !== undefined && { once }),
  }
}

function settingOf(entries: readonly string[], word: string): string | undefined {
  return entries.findLast((entry) => entry.startsWith(`${word}=`))?.slice(word.length + 1)
}

function readSeed(text = '1'): number {
  if (!/^\d{1,9}$/.test(text)) throw failpointsUnreadable(`seed=${text}`, 'is no whole number')
  return Number(text)
}

function readRule(entry: string): FailpointRule {
  const { process, name = '', action: word = '', percent = '100' } = form.exec(entry)?.groups ?? {}
  if (name === '') throw failpointsUnreadable(entry, 'is not of the form name=action%probability')
  if (!isFailpoint(name)) throw failpointsUnreadable(name, 'is no failpoint')
  const action = readAction(word)
  if (action.type === 'partial-write' && !('writes' in failpoints[name])) {
    throw failpointsUnreadable(entry, 'stands where nothing is written')
  }
  const probability = Number(percent) / 100
  if (!(probability > 0 && probability <= 1)) {
    throw failpointsUnreadable(entry, 'has no probability above 0 and up to 100')
  }
  return { name, action, probability, ...(process !== undefined && { process }) }
}

function isFailpoint(name: string): name is FailpointName {
  return Object.hasOwn(failpoints, name)
}

function readAction(text: string): FailpointAction {
  const [, word = '', value = ''] = /^([a-z-]+)(?:\(([^()]*)\))?$/.exec(text) ?? []
  const action = Object.hasOwn(actions, word) ? actions[word]?.(value) : undefined
  if (action === undefined) throw failpointsUnreadable(text, 'is no action')
  return action
}
