import { flagOf, optionOf, settings } from '../settings.ts'
import type { Given, Reading } from './given.ts'
import { suggest } from './suggest.ts'

/**
 * Reads options as a command-line parser hands them over, by their name in code (`webPort`) or by
 * key (`web.port`); undefined is not given.
 */
export function readArguments(options: Readonly<Record<string, unknown>>, folder: string): Reading {
  const names = Object.keys(options).filter((name) => options[name] !== undefined)
  const namesOf = (keys: readonly string[]) => [...keys.map(optionOf), ...keys]
  const given = settings.flatMap((setting): Given[] => {
    const name = namesOf(setting.keys).find((candidate) => names.includes(candidate))
    if (name === undefined) return []
    const source = flagOf(setting.key)
    const place = { kind: 'argument', source } as const
    return [{ setting, name, written: options[name], origin: `argument ${source}`, place, folder }]
  })
  const known = settings.flatMap(({ keys }) => namesOf(keys))
  const faults = names
    .filter((name) => !known.includes(name))
    .map((name) => ({
      pointer: name,
      message: `is not a setting (argument).${suggest(name, known)}`,
    }))
  return { given, faults, notices: [] }
}
