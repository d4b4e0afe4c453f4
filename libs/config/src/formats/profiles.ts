import { suggest } from '../sources/suggest.ts'
import type { Format } from './format.ts'
import { either, type JsonSchema } from './json-schema.ts'

/** The part of the library that `/mcp/<name>` serves; what is not set does not narrow it. */
export interface ProfileSetting {
  /** A slug, as it stands in the address. */
  readonly name: string
  readonly folder?: string
  readonly tag?: string
  readonly favourite?: true
  /** Nothing can be saved through it. */
  readonly readOnly: boolean
}

const FIELDS = ['folder', 'tag', 'favourite', 'read_only'] as const
type Field = (typeof FIELDS)[number]

const NAME = /^[a-z0-9]+(?:-[a-z0-9]+)*$/
const LONGEST_NAME = 64
const MOST_PROFILES = 100

/** What `/mcp/…` already answers. */
const RESERVED = ['stdio']

/** The same as the library accepts for a prompt. */
const FOLDER = /^[^/\s](?:[^/]*[^/\s])?(?:\/[^/\s](?:[^/]*[^/\s])?)*$/
const LONGEST_FOLDER = 200
const TAG = /^\S(?:.*\S)?$/
const LONGEST_TAG = 50

const EXPECTED =
  'a map of names to profiles, each with some of folder, tag, favourite and read_only'

class ProfileFault extends Error {}

/** A map of profiles by name; in a text it is JSON. */
export const profiles: Format<readonly ProfileSetting[]> = {
  coerce: (written) => {
    try {
      return entriesOf(typeof written === 'string' ? parse(written) : written).map(readProfile)
    } catch (error) {
      if (error instanceof ProfileFault) return { fault: error.message }
      throw error
    }
  },
  expected: (value) => {
    if (Array.isArray(value)) return undefined
    const { fault = '' } = value as { fault?: string }
    return fault === '' ? EXPECTED : `${EXPECTED} (${fault})`
  },
  toText: (list) =>
    JSON.stringify(
      Object.fromEntries(
        list.map(({ name, readOnly, ...narrowing }) => [
          name,
          { ...narrowing, read_only: readOnly },
        ]),
      ),
    ),
  schema: () =>
    either(
      { type: 'string' },
      {
        type: 'object',
        maxProperties: MOST_PROFILES,
        propertyNames: { pattern: NAME.source, maxLength: LONGEST_NAME },
        additionalProperties: {
          type: ['object', 'null'],
          additionalProperties: false,
          properties: {
            folder: { type: 'string', maxLength: LONGEST_FOLDER },
            tag: { type: 'string', maxLength: LONGEST_TAG },
            favourite: { type: 'boolean' },
            read_only: { type: 'boolean' },
          } satisfies Record<Field, JsonSchema>,
        },
      },
    ),
}

function parse(text: string): unknown {
  try {
    return text.trim() === '' ? {} : JSON.parse(text)
  } catch {
    throw new ProfileFault('the text is not JSON')
  }
}

/** The entries of a map, be it of YAML or of JSON. */
function entriesOf(written: unknown, what = ''): readonly [unknown, unknown][] {
  if (written === null) return []
  if (written instanceof Map) return [...written]
  if (typeof written === 'object' && !Array.isArray(written)) return Object.entries(written)
  throw new ProfileFault(what)
}

function readProfile([name, fields]: readonly [unknown, unknown], index: number): ProfileSetting {
  if (index >= MOST_PROFILES) throw new ProfileFault(`more than ${MOST_PROFILES} are too many`)
  const profile: { -readonly [Key in keyof ProfileSetting]: ProfileSetting[Key] } = {
    name: readName(name),
    readOnly: false,
  }
  for (const [field, value] of entriesOf(fields, `profile "${profile.name}" holds no fields`)) {
    const read = (readers[field as Field] ?? unknownField)(value, profile.name, String(field))
    Object.assign(profile, read)
  }
  return profile
}

function readName(name: unknown): string {
  const shown = JSON.stringify(String(name).slice(0, LONGEST_NAME))
  if (typeof name !== 'string' || name.length > LONGEST_NAME || !NAME.test(name)) {
    throw new ProfileFault(
      `the name ${shown} must be lower-case letters, digits and single hyphens, at most ${LONGEST_NAME}`,
    )
  }
  if (RESERVED.includes(name)) throw new ProfileFault(`the name ${shown} is reserved`)
  return name
}

type Reader = (value: unknown, profile: string, field: string) => Partial<ProfileSetting>

const readers: Readonly<Record<Field, Reader>> = Object.assign(Object.create(null), {
  folder: (value: unknown, profile: string) => ({
    folder: readText(value, {
      profile,
      pattern: FOLDER,
      longest: LONGEST_FOLDER,
      expected: 'a folder such as work/mail',
    }),
  }),
  tag: (value: unknown, profile: string) => ({
    tag: readText(value, { profile, pattern: TAG, longest: LONGEST_TAG, expected: 'a tag' }),
  }),
  favourite: (value: unknown, profile: string) =>
    readSwitch(value, `"favourite" of profile "${profile}"`) ? { favourite: true } : {},
  read_only: (value: unknown, profile: string) => ({
    readOnly: readSwitch(value, `"read_only" of profile "${profile}"`),
  }),
} satisfies Record<Field, Reader>)

function unknownField(_value: unknown, profile: string, field: string): never {
  throw new ProfileFault(
    `profile "${profile}" has the unknown field "${field.slice(0, LONGEST_NAME)}".${suggest(field, FIELDS)}`,
  )
}

interface TextRule {
  readonly profile: string
  readonly pattern: RegExp
  readonly longest: number
  readonly expected: string
}

function readText(value: unknown, { profile, pattern, longest, expected }: TextRule): string {
  if (typeof value === 'string' && value.length <= longest && pattern.test(value)) return value
  throw new ProfileFault(`profile "${profile}" needs ${expected}, of at most ${longest} characters`)
}

function readSwitch(value: unknown, what: string): boolean {
  if (typeof value === 'boolean') return value
  throw new ProfileFault(`${what} must be true or false`)
}
