import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../../../../../', import.meta.url))

/** The codes that `defineError` gives anywhere in the product. */
function definedCodes(): readonly string[] {
  const files = globSync('{apps,libs}/*/src/**/*.ts', { cwd: root }).filter(
    (file) => !file.endsWith('.test.ts'),
  )
  const texts = files.map((file) => readFileSync(`${root}/${file}`, 'utf8'))
  return texts
    .filter((text) => text.includes('defineError('))
    .flatMap((text) => [...text.matchAll(/^ {2}code: '(PB_[A-Z0-9_]+)'/gm)])
    .map(([, code = '']) => code)
}

test('the list has every code that is defined; `npx vitest run known-codes -u` writes it', async () => {
  const codes = [...new Set(definedCodes())].sort()
  expect(codes).toContain('PB_STORE_FULL')
  const text = [
    '/** Every code of PromptBin, of all its packages. A test writes this list: `vitest run known-codes -u`. */',
    'export const knownCodes: ReadonlySet<string> = new Set([',
    ...codes.map((code) => `  '${code}',`),
    '])',
    '',
  ].join('\n')
  await expect(text).toMatchFileSnapshot('known-codes.ts')
})
