import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { folder, provisionedFiles } from './provisioned-files.ts'

const files = provisionedFiles()

test('the folder has these dashboards and no others', () => {
  expect(readdirSync(folder).toSorted()).toEqual(files.map(({ name }) => name).toSorted())
})

test.each(files)(
  '$name is as it is written here; if not: npm run write -w tools/dashboards',
  ({ name, json }) => {
    // Formatting is the linter's.
    expect(JSON.parse(readFileSync(join(folder, name), 'utf8'))).toEqual(JSON.parse(json))
  },
)
