import { isSecret } from '../elicitation/secret.ts'

/** The values that somebody gave a prompt at once, by the name of the variable. */
export type Given = ReadonlyMap<string, string>

/** What people gave their prompts before, for completion. */
export interface RecentValues {
  /** Remembers values that were fine; secrets and long texts are left out. */
  remember(who: string, prompt: string, values: Readonly<Record<string, unknown>>): void
  /** The latest first. */
  of(who: string, prompt: string): readonly Given[]
}

/** How many prompts are remembered, of everybody together, and how often each. */
const [maxPrompts, maxTimes] = [1_000, 20]

/** What is longer is no value that anybody would choose from a menu. */
const maxLength = 200

/** How much is kept of one use of a prompt. */
const maxValues = 30

function rememberable(values: Readonly<Record<string, unknown>>): Given {
  const texts = Object.entries(values).flatMap(([name, value]): [string, string][] => {
    const text = Array.isArray(value) ? value.join(', ') : String(value)
    const isShort = text.trim() !== '' && text.length <= maxLength && !/[\r\n]/.test(text)
    return isShort && !isSecret({ name }) ? [[name, text]] : []
  })
  return new Map(texts.slice(0, maxValues))
}

const isSame = (one: Given, other: Given) =>
  one.size === other.size && [...one].every(([name, value]) => other.get(name) === value)

/**
 * Keeps what was given in the memory of this process alone: it is written nowhere, told to nobody
 * but whoever gave it, bounded, and forgotten when the process ends.
 */
export function createRecentValues(): RecentValues {
  const byPrompt = new Map<string, readonly Given[]>()
  const keyOf = (who: string, prompt: string) => JSON.stringify([who, prompt])

  return {
    remember: (who, prompt, values) => {
      const given = rememberable(values)
      if (given.size === 0) return
      const key = keyOf(who, prompt)
      const before = byPrompt.get(key) ?? []
      // What was remembered last stands last, so that the first is the one to forget.
      byPrompt.delete(key)
      const others = before.filter((each) => !isSame(each, given))
      byPrompt.set(key, [given, ...others].slice(0, maxTimes))
      const [oldest] = byPrompt.keys()
      if (byPrompt.size > maxPrompts && oldest !== undefined) byPrompt.delete(oldest)
    },
    of: (who, prompt) => byPrompt.get(keyOf(who, prompt)) ?? [],
  }
}
