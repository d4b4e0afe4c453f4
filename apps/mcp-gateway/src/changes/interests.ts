import type { Change } from './announcer.ts'

/** The resources one client wants to hear of, and which of them a change is about. */
export interface Interests {
  readonly size: number
  /** False when the client has as many as it may have; otherwise from now on it hears of `uri`. */
  add(uri: string): boolean
  /** Whether it was there. */
  delete(uri: string): boolean
  /** The URIs that these changes are about, each once. */
  concernedBy(changes: readonly Change[]): readonly string[]
}

export interface InterestsOptions {
  /** How many URIs one client may name; a thousand by default. */
  readonly limit?: number
  /**
   * The id of the prompt that a URI means, so that it stays the same prompt when it is renamed;
   * undefined when there is none or it cannot be told now.
   */
  readonly identify?: (uri: string) => Promise<string | undefined>
  /**
   * Hears only of prompts that could be identified: where a part of the library is served, of the
   * rest not even changes may be told.
   */
  readonly onlyIdentified?: boolean
}

/** More than any client shows; what is beyond is refused, not forgotten. */
const defaultLimit = 1_000

/** What can be read from the URI itself. */
type Meaning =
  | { readonly kind: 'name' | 'id'; readonly value: string }
  /** The list of all prompts, or a URI that only the library understands. */
  | { readonly kind: 'any' }

const patterns = [
  { kind: 'name', pattern: /^promptbin:\/\/prompts\/([^/?#]+)/ },
  { kind: 'name', pattern: /^promptbin:\/\/get-prompt-by-name\/([^/?#]+)/ },
  { kind: 'id', pattern: /^promptbin:\/\/get-prompt\/([^/?#]+)/ },
] as const

function meaningOf(uri: string): Meaning {
  for (const { kind, pattern } of patterns) {
    const value = pattern.exec(uri)?.[1]
    if (value !== undefined) return { kind, value: decode(value) }
  }
  return { kind: 'any' }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

const listUri = 'promptbin://list-prompts'

/** Nothing at first. */
export function createInterests(options: InterestsOptions = {}): Interests {
  const { limit = defaultLimit, identify, onlyIdentified = false } = options
  const meanings = new Map<string, Meaning>()
  /** Of those whose prompt is known by its id, beside what the URI says. */
  const ids = new Map<string, string>()

  const concerns = (uri: string, meaning: Meaning, { type, id, name }: Change): boolean => {
    if (uri === listUri) return true
    const knownId = ids.get(uri)
    if (knownId === undefined && onlyIdentified) return false
    if (type === 'reset' || (knownId !== undefined && knownId === id)) return true
    if (meaning.kind === 'any') return knownId === undefined
    return meaning.value === (meaning.kind === 'name' ? name : id)
  }

  async function learnId(uri: string): Promise<void> {
    const id = await identify?.(uri)
    if (id !== undefined && meanings.has(uri)) ids.set(uri, id)
  }

  return {
    get size() {
      return meanings.size
    },
    add(uri) {
      if (meanings.has(uri)) return true
      if (meanings.size >= limit) return false
      meanings.set(uri, meaningOf(uri))
      if (uri !== listUri) learnId(uri).catch(() => {})
      return true
    },
    delete(uri) {
      ids.delete(uri)
      return meanings.delete(uri)
    },
    concernedBy: (changes) =>
      [...meanings]
        .filter(([uri, meaning]) => changes.some((change) => concerns(uri, meaning, change)))
        .map(([uri]) => uri),
  }
}
