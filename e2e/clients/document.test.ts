import { readFileSync } from 'node:fs'
import { readTables } from '@promptbin/document-tables'
import { expect, test } from 'vitest'
import manifest from '../package.json' with { type: 'json' }
import { allKinds, matrixRows } from './matrix.ts'

const page = readFileSync(new URL('../../docs/clients.md', import.meta.url), 'utf8')

test('docs/clients.md tells of the clients that are tested, and of no others', () => {
  const matrix = readTables(page).find(({ section }) => section === 'The matrix')
  expect(matrix?.rows).toEqual(matrixRows(allKinds))
})

test('every client is tested in the release that it is said to be', () => {
  const installed = Object.entries(manifest.devDependencies).map(
    ([name, version]) => /^npm:(.+)$/.exec(version)?.[1] ?? `${name}@${version}`,
  )
  for (const { client, version } of allKinds) expect(installed).toContain(`${client}@${version}`)
})
