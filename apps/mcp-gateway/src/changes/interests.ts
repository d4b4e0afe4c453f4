import type { Change } from './announcer.ts'

/** The resources one client wants to hear of, and which of them a change is about. */
export interface Interests {
  readonly size: number
  /** False when the client has as many as it may have; otherwise from now on it hears of `uri`. */
  add(uri: string): boolean
  /** Whether it was there. */
  delete(uri: string): boolean
  /** The URIs that these changes are about, each once. */
  concernedBy(changes: readonly Change[]): Promise<readonly string[]>
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
   * Whether a URI means something that is served now, where a part of the library is: of the rest
   * not even changes may be told, and a prompt may come and go. By default all is served.
   */
  readonly isServed?: (uri: string) => Promise<boolean>
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

/** After these a prompt cannot be read any more, which its followers are told once. */
const endings: ReadonlySet<string> = new Set(['trashed', 'purged'])

/** A URI that somebody follows. */
interface Followed {
  readonly uri: string
  readonly meaning: Meaning
  /** Of its prompt, once that is known. */
  id: string | undefined
  /** When it was last asked. */
  wasServed: boolean
}

/** Nothing at first. */
export function createInterests(options: InterestsOptions = {}): Interests {
  const { limit = defaultLimit, identify, isServed } = options
  const followed = new Map<string, Followed>()

  const concerns = ({ uri, meaning, id: knownId }: Followed, { type, id, name }: Change) => {
    if (uri === listUri || type === 'reset') return true
    if (knownId !== undefined && knownId === id) return true
    if (meaning.kind === 'any') return knownId === undefined && !isServed
    return meaning.value === (meaning.kind === 'name' ? name : id)
  }

  /** False also where it cannot be found out. */
  async function askServed(one: Followed): Promise<boolean> {
    one.wasServed = isServed === undefined || (await isServed(one.uri).catch(() => false))
    return one.wasServed
  }

  async function learn(one: Followed): Promise<void> {
    await Promise.all([
      identify?.(one.uri).then((id) => {
        one.id = id
      }),
      askServed(one),
    ])
  }

  async function mayBeTold(one: Followed, changes: readonly Change[]): Promise<boolean> {
    if (one.uri === listUri || !isServed) return true
    const { wasServed } = one
    if (await askServed(one)) return true
    return wasServed && changes.some((change) => endings.has(change.type) && concerns(one, change))
  }

  return {
    get size() {
      return followed.size
    },
    add(uri) {
      if (followed.has(uri)) return true
      if (followed.size >= limit) return false
      const one = { uri, meaning: meaningOf(uri), id: undefined, wasServed: false }
      followed.set(uri, one)
      if (uri !== listUri) learn(one).catch(() => {})
      return true
    },
    delete: (uri) => followed.delete(uri),
    async concernedBy(changes) {
      const told: string[] = []
      for (const one of followed.values()) {
        const isConcerned = changes.some((change) => concerns(one, change))
        if (isConcerned && (await mayBeTold(one, changes))) told.push(one.uri)
      }
      return told
    },
  }
}
