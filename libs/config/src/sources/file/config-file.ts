import { basename, dirname, extname } from 'node:path'
import { sectionAliases } from '../../schema.ts'
import { type Setting, sectionNames, settings } from '../../settings.ts'
import { type Given, inWords, type Notice, type Reading, type SourceFault } from '../given.ts'
import { suggest } from '../suggest.ts'
import type { Entries, Entry, ReadEntries } from './entry.ts'
import { readJson5Entries } from './json5-entries.ts'
import { readTextFile } from './text-file.ts'
import { readYamlEntries } from './yaml-entries.ts'

/** How a configuration may be written. JSON is a part of YAML, and read as such. */
export const fileFormats = ['yaml', 'json', 'json5'] as const

export type FileFormat = (typeof fileFormats)[number]

const readers: Readonly<Record<FileFormat, ReadEntries>> = {
  yaml: readYamlEntries,
  json: readYamlEntries,
  json5: readJson5Entries,
}

/** In JSON the schema that editors go by is named by a key. */
export const FOR_EDITORS = '$schema'

/** What a file of this name is written in; YAML unless the name says something else. */
export function formatOf(file: string): FileFormat {
  const extension = extname(file).slice(1).toLowerCase()
  return fileFormats.find((format) => format === extension) ?? 'yaml'
}

/** A configuration file to read. */
export interface ConfigFile {
  /** Its path; a relative path in it starts at its folder. */
  readonly file: string
  /** What messages call it. */
  readonly shownAs: string
  /** What it is taken to say, instead of what it says. */
  readonly text?: string | undefined
  /** Unless given, the name of the file tells. */
  readonly format?: FileFormat | undefined
}

/** Reads a configuration file; a key without a value sets nothing. Throws PB_CONFIG_FILE_UNREADABLE. */
export function readConfigFile({
  file,
  shownAs,
  text,
  format = formatOf(file),
}: ConfigFile): Reading {
  const read = readers[format](text ?? readTextFile(file, shownAs), isSection)
  const entries = read.entries.filter(({ key }) => key !== FOR_EDITORS)
  const given = entries.flatMap((entry): Given[] => {
    const setting = findSetting(entry.key)
    if (!setting || entry.written === null) return []
    return [givenBy(entry, setting, { file, shownAs })]
  })
  return {
    given,
    faults: [
      ...textFaults(read, shownAs),
      ...entries.flatMap((entry) => keyFault(entry, shownAs)),
      ...settings.flatMap((setting) => givenTwice(setting.key, given)),
    ],
    notices: [
      ...(entries.length === 0 && read.faults.length === 0
        ? [{ pointer: shownAs, message: 'holds no settings, so the defaults count.' }]
        : []),
      ...olderSections(entries, shownAs),
    ],
  }
}

function givenBy(
  { key, written, at, valueAt }: Entry,
  setting: Setting,
  { file, shownAs }: ConfigFile,
): Given {
  return {
    setting,
    name: key,
    written,
    origin: inWords({ file: shownAs, ...valueAt }),
    place: { kind: 'file', source: `${basename(file)} line ${at.line}` },
    at: { file: shownAs, ...valueAt },
    folder: dirname(file),
  }
}

function textFaults({ faults }: Entries, file: string): readonly SourceFault[] {
  return faults.map(({ message, at }) => {
    const where = at === undefined ? '' : ` (line ${at.line}, column ${at.column})`
    const fault = { pointer: file, message: `is not usable: ${message}${where}.` }
    return at === undefined ? fault : { ...fault, at: { file, ...at } }
  })
}

function findSetting(key: string) {
  return settings.find(({ keys }) => keys.includes(key))
}

function isSection(key: string): boolean {
  return sectionNames.includes(key)
}

function keyFault({ key, written, at }: Entry, shownAs: string): readonly SourceFault[] {
  if (findSetting(key) || (isSection(key) && written === null)) return []
  const place = { file: shownAs, ...at }
  const where = `(${inWords(place)})`
  if (isSection(key)) {
    return [{ pointer: key, message: `must hold keys of its own ${where}.`, at: place }]
  }
  const known = [...sectionNames, ...settings.flatMap(({ keys }) => keys)]
  const message = `is not a setting ${where}.${suggest(key, known)}`
  return [{ pointer: key, message, at: place }]
}

/** The same key twice is refused by YAML; two names of one setting only we can see. */
function givenTwice(key: string, given: readonly Given[]): readonly SourceFault[] {
  const same = given.filter(({ setting }) => setting.key === key)
  if (same.length < 2) return []
  const places = same.map(({ origin }) => origin).join('; ')
  const at = same[1]?.at
  const message = `is given twice, under two names: ${places}.`
  return [{ pointer: key, message, ...(at && { at }) }]
}

/** Told once of a section, where it is first named. */
function olderSections(entries: readonly Entry[], file: string): readonly Notice[] {
  return Object.entries(sectionAliases).flatMap(([alias, section]): readonly Notice[] => {
    const first = entries.find(({ key }) => key.split('.')[0] === alias)
    const at = first?.sectionAt ?? first?.at
    if (at === undefined) return []
    const place = { file, ...at }
    const message = `is the older name of ${section}, and understood as that (${inWords(place)}).`
    return [{ pointer: alias, message, at: place }]
  })
}
