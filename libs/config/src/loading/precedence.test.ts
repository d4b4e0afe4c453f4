import { mkdtempSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../../test/temporary-folder.ts'
import { describeConfig } from '../origins/describe-config.ts'
import { optionOf, type Setting, settings, variableOf } from '../settings.ts'
import { readConfiguration } from './read-configuration.ts'

/** From the one that goes before all others to the one that goes before nothing but the default. */
const sources = ['argument', 'environment', 'secret', 'env-file', 'file'] as const

type Source = (typeof sources)[number]

/** Any right value will do: which source it came from is told with it. */
const textOf = (setting: Setting) => setting.example ?? setting.default

/** JSON is YAML and JSON5, so that one text serves all three. */
function fileText({ key }: Setting, value: string): string {
  const [section = '', name] = key.split('.')
  return JSON.stringify(
    name === undefined ? { [section]: value } : { [section]: { [name]: value } },
  )
}

function originOf(setting: Setting, given: readonly Source[], extension: string) {
  const value = textOf(setting)
  const variable = variableOf(setting.key)
  const has = (source: Source) => given.includes(source)
  const folder = mkdtempSync(join(folders, 'case-'))
  writeFileSync(join(folder, 'secret'), value)
  if (has('env-file')) writeFileSync(join(folder, '.env'), `${variable}='${value}'\n`)
  if (has('file'))
    writeFileSync(join(folder, `promptbin-config.${extension}`), fileText(setting, value))
  const { config, faults } = readConfiguration({
    arguments: {
      ...beside[setting.key],
      ...(has('argument') && { [optionOf(setting.key)]: value }),
    },
    environment: {
      ...(has('environment') && { [variable]: value }),
      ...(has('secret') && { [`${variable}_FILE`]: 'secret' }),
    },
    workingDirectory: folder,
  })
  expect(faults).toEqual([])
  return config && describeConfig(config)[setting.key]
}

/** What some cannot be without. */
const beside: Readonly<Record<string, object>> = {
  'auth.jwks_url': { authIssuer: 'https://login.example.org' },
}

let folders = ''

const expectedOrigin: Readonly<Record<Source, (setting: Setting) => object>> = {
  argument: () => ({ origin: 'argument' }),
  environment: ({ key }) => ({ origin: 'environment', source: variableOf(key) }),
  secret: ({ key }) => ({ origin: 'environment', source: `${variableOf(key)}_FILE` }),
  'env-file': () => ({ origin: 'env-file', source: '.env line 1' }),
  file: () => ({ origin: 'file' }),
}

test('of all sources that give a setting the first in their order counts, in every format', () => {
  folders = temporaryFolder()
  const extension = fc.constantFrom('yaml', 'json', 'json5')
  const some = fc.subarray([...sources], { minLength: 1 })
  for (const setting of settings) {
    fc.assert(
      fc.property(some, extension, (given, written) => {
        const first = sources.find((source) => given.includes(source)) as Source
        expect(originOf(setting, given, written), setting.key).toMatchObject(
          expectedOrigin[first](setting),
        )
      }),
      { numRuns: 6 },
    )
  }
})
