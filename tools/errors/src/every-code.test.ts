import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readRegister } from './registered-errors.ts'
import { readSources, root, type SourceFile } from './sources.ts'
import { unusedErrors } from './uses.ts'

const sources = readSources()
const register = await readRegister(sources)
const definitions = register.map(({ make }) => make.definition)
const codes = new Set(definitions.map(({ code }) => code))

/** Codes that a text names; `PB_MCP_*` and `PB_CONFIG_` stand for all that begin so. */
function unknownCodes({ path, text }: SourceFile): readonly string[] {
  return [...text.matchAll(/PB_[A-Z0-9_]+/g)]
    .map(([code]) => code)
    .filter((code) => !codes.has(code) && !(code.endsWith('_') && isBeginning(code)))
    .map((code) => `${path}: ${code}`)
}

const isBeginning = (part: string) => [...codes].some((code) => code.startsWith(part))

test('every code that the product throws, awaits or speaks of is defined', () => {
  expect(codes.size).toBeGreaterThan(200)
  expect(sources.flatMap(unknownCodes)).toEqual([])
})

test('every code that the documentation speaks of is defined', () => {
  const pages = ['README.md', ...globSync('docs/**/*.md', { cwd: root })].map((path) => ({
    path,
    text: readFileSync(root + path, 'utf8'),
  }))
  expect(pages.flatMap(unknownCodes)).toEqual([])
})

test('every error that is defined is thrown somewhere', () => {
  expect(unusedErrors(register, sources).map(({ name, path }) => `${path}: ${name}`)).toEqual([])
})

test('an error is made by its definition, unless it was thrown in another process or thread', () => {
  const makers = sources.filter(({ text }) => text.includes('new PromptBinError('))
  expect(makers.map(({ path }) => path)).toEqual([
    'libs/errors/src/define-error.ts',
    'libs/errors/src/received-error.ts',
    'libs/prompt-store/src/threads/error-data.ts',
  ])
})

test('a code that is worded for several places means the same in all of them', () => {
  const meanings = definitions.map(({ code, status, class: kind, retry }) =>
    [code, status, kind, retry ?? 'as usual'].join(' '),
  )
  expect(new Set(meanings).size).toBe(codes.size)
})

test('whoever runs PromptBin is told what to do about all that is not a fault of the asker', () => {
  const silent = definitions.filter(
    (each) => each.class !== 'user' && (each.operatorHint ?? '') === '',
  )
  expect(silent.map(({ code }) => code)).toEqual([])
})

test('every error says what went wrong and what to do, in sentences', () => {
  const spoken = definitions.filter(
    ({ message, hint }) => /[.!?:%][sd]?"?$/.test(message) && /[.!?1;]$|`$|"$/.test(hint),
  )
  const silent = definitions.filter((each) => !spoken.includes(each))
  expect(silent.map(({ code, message, hint }) => `${code}: ${message} ${hint}`)).toEqual([])
})

test('the status of an error fits its class', () => {
  const odd = definitions.filter((each) => each.class === 'internal' && each.status < 500)
  expect(odd.map(({ code }) => code)).toEqual([])
})
