import { basename, dirname } from 'node:path'
import type { FieldError } from '@promptbin/errors'
import { sectionNames, settings } from '../settings.ts'
import type { Given, Reading } from './given.ts'
import { suggest } from './suggest.ts'
import { readTextFile } from './text-file.ts'
import { type Entry, readYamlEntries } from './yaml-entries.ts'

/**
 * Reads a configuration file, YAML or JSON; a key without a value sets nothing. Messages call the
 * file `shownAs`. Throws PB_CONFIG_FILE_UNREADABLE.
 */
export function readConfigFile(file: string, shownAs: string): Reading {
  const { entries, faults } = readYamlEntries(readTextFile(file, shownAs), isSection)
  const given = entries.flatMap(({ key, written, line }): Given[] => {
    const setting = findSetting(key)
    if (!setting || written === null) return []
    const place = { kind: 'file', source: `${basename(file)} line ${line}` } as const
    return [{ setting, written, origin: `${shownAs} line ${line}`, place, folder: dirname(file) }]
  })
  return {
    given,
    faults: [
      ...faults.map(({ message }) => ({ pointer: shownAs, message: `is not usable: ${message}.` })),
      ...entries.flatMap((entry) => keyFault(entry, shownAs)),
      ...settings.flatMap((setting) => givenTwice(setting.key, given)),
    ],
  }
}

function findSetting(key: string) {
  return settings.find(({ keys }) => keys.includes(key))
}

function isSection(key: string): boolean {
  return sectionNames.includes(key)
}

function keyFault({ key, written, line }: Entry, shownAs: string): FieldError[] {
  if (findSetting(key) || (isSection(key) && written === null)) return []
  const where = `(${shownAs} line ${line})`
  if (isSection(key)) return [{ pointer: key, message: `must hold keys of its own ${where}.` }]
  const known = [...sectionNames, ...settings.flatMap(({ keys }) => keys)]
  return [{ pointer: key, message: `is not a setting ${where}.${suggest(key, known)}` }]
}

/** The same key twice is refused by YAML; two names of one setting only we can see. */
function givenTwice(key: string, given: readonly Given[]): FieldError[] {
  const places = given.filter(({ setting }) => setting.key === key).map(({ origin }) => origin)
  return places.length < 2
    ? []
    : [{ pointer: key, message: `is given twice, under two names: ${places.join(', ')}.` }]
}
