import { isIPv6 } from 'node:net'
import type { Format } from './format.ts'
import { either } from './json-schema.ts'

/** What an empty list is called where a text must say it. */
const NONE = 'none'

const MOST_NAMES = 100

const HOST_NAME = /^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?$/

/** Host names as `Host` has them, without port; an IPv6 address stands in brackets. */
export const hostNames = namesOf({
  isName: isHostName,
  expected: 'host names without port, such as localhost,prompts.example.org',
})

/** Origins of web pages, or host names for every page that comes from there. */
export const origins = namesOf({
  isName: (name) => isHostName(name) || isOrigin(name),
  expected: 'origins or host names, such as https://app.example.org,localhost',
})

/** A list that is written with commas, or as a list where the source has lists. */
export function namesOf(kind: {
  readonly isName: (name: string) => boolean
  /** How a name in lower case is kept; as a host unless told. */
  readonly normalize?: (name: string) => string
  readonly expected: string
}): Format<readonly string[]> {
  const { normalize = asHost } = kind
  return {
    coerce: (written) => {
      const names = typeof written === 'string' ? split(written) : written
      return Array.isArray(names) ? names.map(kept) : names
    },
    expected: (value) =>
      Array.isArray(value) && value.length <= MOST_NAMES && value.every(isKnown)
        ? undefined
        : `${kind.expected}; ${NONE} for none`,
    toText: (names) => (names.length === 0 ? NONE : names.join(',')),
    schema: () =>
      either(
        { type: 'string' },
        { type: 'array', items: { type: 'string' }, maxItems: MOST_NAMES },
      ),
  }

  function kept(name: unknown): unknown {
    return typeof name === 'string' ? normalize(name.trim().toLowerCase()) : name
  }

  function isKnown(name: unknown): boolean {
    return typeof name === 'string' && name !== NONE && kind.isName(name)
  }
}

function split(written: string): string[] {
  return written.trim().toLowerCase() === NONE ? [] : written.split(',')
}

/** As `Host` has it. */
function asHost(name: string): string {
  return isIPv6(name) ? `[${name}]` : name
}

function isHostName(name: string): boolean {
  return HOST_NAME.test(name) || (/^\[.+\]$/.test(name) && isIPv6(name.slice(1, -1)))
}

function isOrigin(name: string): boolean {
  return /^https?:/.test(name) && URL.canParse(name) && new URL(name).origin === name
}
