import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import manifest from '../package.json' with { type: 'json' }
import { allKinds, matrixRows } from './matrix.ts'

const document = readFileSync(new URL('../../docs/clients.md', import.meta.url), 'utf8')

/** The cells of the rows of the table under a heading, without its head. */
function rowsUnder(heading: string): readonly (readonly string[])[] {
  const section = document.split(/^## /m).find((part) => part.startsWith(heading)) ?? ''
  const lines = section.split('\n').filter((line) => line.startsWith('|'))
  return lines.slice(2).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  )
}

test('docs/clients.md tells of the clients that are tested, and of no others', () => {
  expect(rowsUnder('The matrix')).toEqual(matrixRows(allKinds))
})

test('every client is tested in the release that it is said to be', () => {
  const installed = Object.entries(manifest.devDependencies).map(
    ([name, version]) => /^npm:(.+)$/.exec(version)?.[1] ?? `${name}@${version}`,
  )
  for (const { client, version } of allKinds) expect(installed).toContain(`${client}@${version}`)
})
