import type { ModelConfig } from '@promptbin/prompts'

/** Model settings read from JSON, or what is wrong with it and where. */
export type ModelSettings = { readonly settings: ModelConfig } | { readonly fault: string }

/** What the engine says of a text that is not JSON; nothing if it is. */
function refusal(text: string): string | undefined {
  try {
    JSON.parse(text)
    return undefined
  } catch (error) {
    return (error as SyntaxError).message
  }
}

const toldPosition = (message: string) => /at position (\d+)/.exec(message)?.[1]

/** Whether a text could still become JSON by going on. */
function isBegun(text: string): boolean {
  const message = refusal(text)
  if (message === undefined || message.startsWith('Unexpected end')) return true
  return Number(toldPosition(message)) >= text.length
}

/** Where the fault stands. The engine tells it only sometimes; else it is found by halving. */
function positionOf(text: string, message: string): number {
  if (message.startsWith('Unexpected end')) return text.length
  const told = toldPosition(message)
  if (told !== undefined) return Number(told)
  let begun = 0
  let broken = text.length
  while (broken - begun > 1) {
    const middle = (begun + broken) >> 1
    if (isBegun(text.slice(0, middle))) begun = middle
    else broken = middle
  }
  return begun
}

/** A position as an editor counts: the first line and column are 1. */
function placeOf(text: string, position: number): string {
  const before = text.slice(0, position).split('\n')
  return `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`
}

/** Only the reason: the position is told in front of it, and the excerpt is the field itself. */
const reasonOf = (message: string) =>
  message.replace(/,? (?:in JSON at|after JSON at|"|\.\.\.).*$/s, '').replace(' of JSON input', '')

/** Far more than settings take, however they are laid out, and far deeper than they go. */
const maxLength = 65_536
const maxDepth = 32

/** Why a text is not even parsed: the engine takes long over thousands of brackets. */
function sizeFault(text: string): string | undefined {
  if (text.length > maxLength) return 'must not have more than 16 KiB of JSON'
  let depth = 0
  for (const [sign] of text.matchAll(/"(?:[^"\\]|\\.)*"?|[[\]{}]/gs)) {
    depth += Number(sign === '[' || sign === '{') - Number(sign === ']' || sign === '}')
    if (depth > maxDepth) return 'must not be more than 8 levels deep'
  }
  return undefined
}

/** Reads model settings as a person wrote them; nothing written is no settings. */
export function readModelSettings(text: string): ModelSettings {
  if (text.trim() === '') return { settings: {} }
  const tooLarge = sizeFault(text)
  if (tooLarge !== undefined) return { fault: tooLarge }
  const message = refusal(text)
  if (message !== undefined) {
    const place = placeOf(text, positionOf(text, message))
    return { fault: `is not JSON at ${place}: ${reasonOf(message)}` }
  }
  const settings: unknown = JSON.parse(text)
  const isObject = typeof settings === 'object' && settings !== null && !Array.isArray(settings)
  return isObject
    ? { settings: settings as ModelConfig }
    : { fault: 'must be a JSON object, such as {"temperature": 0.2}' }
}
