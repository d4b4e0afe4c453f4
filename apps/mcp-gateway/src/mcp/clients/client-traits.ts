import { type KnownClient, knownClients, type Trait } from './known-clients.ts'

/** What is known of the client that calls itself so. */
export interface ClientTraits {
  /** One of a bounded set of names, for metrics: `other` if the client is not known. */
  readonly label: string
  has(trait: Trait): boolean
}

/** Of whom nothing is known; they get everything as MCP has it. */
const other: KnownClient = { label: 'other', pattern: /^$/, traits: [] }

/** As many names as are remembered: anybody can make up names. */
const maxRemembered = 500

const remembered = new Map<string, ClientTraits>()

function find(client: string, version: string): ClientTraits {
  const known = knownClients.find(({ pattern }) => pattern.test(client)) ?? other
  const traits = new Set(
    known.traits
      .filter(({ versions }) => versions?.some((start) => version.startsWith(start)) ?? true)
      .map(({ trait }) => trait),
  )
  return { label: known.label, has: (trait) => traits.has(trait) }
}

/** The traits of a client, by the name and version that it gives itself. */
export function traitsOf(client: string, version = ''): ClientTraits {
  const key = `${client}\n${version}`
  const before = remembered.get(key)
  if (before) return before
  if (remembered.size >= maxRemembered) remembered.clear()
  const found = find(client, version)
  remembered.set(key, found)
  return found
}

/** `name/version`, as the first product of an HTTP User-Agent (RFC 9110 section 10.1.5). */
const product = /^([!#$%&'*+.^_`|~0-9A-Za-z-]{1,60})(?:\/([^\s()]{1,40}))?/

/**
 * What a User-Agent tells of a client that says nothing else of itself: only a known client is
 * believed, as most name a library instead.
 */
export function clientOfUserAgent(
  userAgent: string | null | undefined,
): { readonly name: string; readonly version: string } | undefined {
  const [, name = '', version = ''] = product.exec(userAgent ?? '') ?? []
  return name !== '' && traitsOf(name).label !== other.label ? { name, version } : undefined
}
