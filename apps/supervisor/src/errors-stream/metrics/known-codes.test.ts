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

/** Several codes a line, so that the list stays short. */
function linesOf(codes: readonly string[]): readonly string[] {
  const lines: string[] = []
  for (const code of codes) {
    const longer = `${lines.at(-1) ?? ''} ${code}`.trim()
    if (longer.length > longestLine) lines.push(code)
    else lines.splice(-1, 1, longer)
  }
  return lines
}

const longestLine = 90

test('the list has every code that is defined; `npx vitest run known-codes -u` writes it', async () => {
  const codes = [...new Set(definedCodes())].sort()
  expect(codes).toContain('PB_STORE_FULL')
  const text = [
    'const lines = [',
    ...linesOf(codes).map((line) => `  '${line}',`),
    ']',
    '',
    '/** Every code of PromptBin, of all its packages. A test writes this list: `vitest run known-codes -u`. */',
    "export const knownCodes: ReadonlySet<string> = new Set(lines.flatMap((line) => line.split(' ')))",
    '',
  ].join('\n')
  await expect(text).toMatchFileSnapshot('known-codes.ts')
})
