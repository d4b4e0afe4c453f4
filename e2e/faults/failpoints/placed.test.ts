import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { failpoints } from '@promptbin/failpoints'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../../../', import.meta.url))

/** The sources of everything that is shipped. */
const sources = ['apps', 'libs'].flatMap((layer) =>
  readdirSync(join(root, layer)).flatMap((project) =>
    readdirSync(join(root, layer, project, 'src'), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
      .map((path) => readFileSync(join(root, layer, project, 'src', path), 'utf8')),
  ),
)

const isPlaced = (name: string) =>
  sources.some((text) => new RegExp(`[fF]ailpoint\\(\\s*'${name}'`).test(text))

test('every failpoint stands somewhere', () => {
  expect(Object.keys(failpoints).filter((name) => !isPlaced(name))).toEqual([])
})
