import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../test/temporary-folder.ts'
import { loadConfig } from './loading/load-config.ts'
import { sectionNames, settings } from './settings.ts'
import { readYamlEntries } from './sources/file/yaml-entries.ts'

const example = new URL('../../../configs/promptbin-config.yaml', import.meta.url)
const text = readFileSync(example, 'utf8')

/** Settings whose default depends on something stand there as `#key:`; text has a space after #. */
const withEverySetting = text.replace(/^(\s*)#(?=[a-z_\d]+:)/gm, '$1')

test('the example file changes no default', () => {
  const workingDirectory = temporaryFolder({ 'promptbin-config.yaml': text })
  const loaded = loadConfig({ environment: {}, workingDirectory })
  expect(loaded).toEqual(loadConfig({ environment: {}, workingDirectory: temporaryFolder() }))
})

test('the example file names every setting, in the order of the schema', () => {
  const { entries } = readYamlEntries(withEverySetting, (key) => sectionNames.includes(key))
  expect(entries.map(({ key }) => key)).toEqual(settings.map(({ key }) => key))
})

test('the example file loads with every setting given', () => {
  const workingDirectory = temporaryFolder({ 'promptbin-config.yaml': withEverySetting })
  expect(loadConfig({ environment: {}, workingDirectory }).web.port).toBe(5000)
})
