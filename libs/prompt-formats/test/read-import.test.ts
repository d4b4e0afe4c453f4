import { Buffer } from 'node:buffer'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { importFormats } from '../src/formats.ts'
import { readImport } from '../src/read-import.ts'
import { faultsOf, inChunks, promptsOf, readAll } from './read-all.ts'

const header = 'act,prompt,for_devs,type,contributor\n'

test.each([
  ['a.prompt', 'Hello', 'dotprompt'],
  ['C:\\Users\\me\\a.prompt', 'Hello', 'dotprompt'],
  ['SKILL.md', '---\nname: a\n---\nx', 'skill'],
  ['a.prompt.md', 'x', 'vscode'],
  ['a.prompt.yaml', 'messages: [{role: user, content: x}]', 'github'],
  ['a.json', '{"title":"a","content":"x"}', 'promptbin-0.5'],
  ['', '{"title":"a","content":"x"}', 'promptbin-0.5'],
  ['notes.md', '---\nname: a\ndescription: b\n---\nx', 'skill'],
  ['notes.md', '---\nmode: agent\ndescription: b\n---\nx', 'vscode'],
  ['', '---\ninput:\n  schema: {a: string}\n---\nx', 'dotprompt'],
  ['a.yml', 'model: x\nmessages: [{role: user, content: x}]', 'github'],
  ['', `${header}Chef,Cook.,FALSE,TEXT,ada\n`, 'prompts-chat'],
])('the format of %j with %j is found: %s', async (fileName, text, source) => {
  const [item] = promptsOf(await readAll(text, { fileName }))
  expect(item?.origin.source).toBe(source)
})

test.each([
  ['', 'empty'],
  ['  \n', 'empty'],
  ['just words', 'no form that is known'],
  [Buffer.from([0, 1, 2, 3]), 'no text'],
])('%j is one error that says what can be read', async (content, reason) => {
  await expect(readAll(content)).rejects.toMatchObject({
    code: 'PB_IMPORT_FORMAT_UNKNOWN',
    status: 422,
    message: expect.stringContaining(reason),
    hint: expect.stringMatching(
      /jsonl.*0\.5.*prompts\.csv.*\.prompt.*SKILL\.md.*VS Code.*GitHub.*zip/,
    ),
  })
})

test('the place of an item is its file, its line, or both', async () => {
  const table = `${header}Chef,Cook.,FALSE,TEXT,ada\nLonely\n`
  const places = (items: readonly { file?: string; line?: number }[]) =>
    items.map(({ file, line }) => ({ file, line }))
  expect(places(await readAll(table))).toEqual([{ line: 2 }, { line: 3 }])
  expect(places(await readAll(table, { fileName: 'dir/p.csv' }))).toEqual([
    { file: 'p.csv', line: 2 },
    { file: 'p.csv', line: 3 },
  ])
})

test('a byte order mark is no part of a prompt', async () => {
  const [item] = promptsOf(
    await readAll('\ufeff---\npromptbin.title: A\n---\nx', { fileName: 'a.prompt' }),
  )
  expect(item?.prompt).toMatchObject({ title: 'A', messages: [{ text: 'x' }] })
})

test('a file of more than 8 MiB is refused without being held', async () => {
  expect(
    faultsOf(await readAll(Buffer.alloc(9 * 2 ** 20, 'x'), { format: 'dotprompt' })),
  ).toMatchObject([{ code: 'PB_IMPORT_TOO_LARGE' }])
})

test('an import of nothing but faults ends', async () => {
  const items = readImport({ content: inChunks(header + 'a\n'.repeat(20_000)) })
  let faults = 0
  await expect(async () => {
    for await (const item of items) faults += 'error' in item ? 1 : 0
  }).rejects.toMatchObject({ code: 'PB_IMPORT_TOO_MANY_FAULTS' })
  expect(faults).toBe(10_000)
})

test('who stops reading stops the source', async () => {
  let closed = false
  async function* source() {
    try {
      for (;;) yield Buffer.from(`${header}${'Chef,Cook.,FALSE,TEXT,ada\n'.repeat(10_000)}`)
    } finally {
      closed = true
    }
  }
  for await (const _item of readImport({ content: source() })) break
  expect(closed).toBe(true)
})

// Each takes far longer than one turn; a table of nothing but quotes is refused within two of them.
test.each([
  ['quotes on lines of their own', '"\n'],
  ['doubled quotes', `a,"${'""'.repeat(1_000_000)}",FALSE,TEXT,x\n`],
  ['records that are never closed', '"a\n,FALSE,TEXT,x\n'],
])('other work goes on while a table of 16 MiB of %s is read', async (_what, piece) => {
  let turns = 0
  let done = false
  const count = () => {
    turns += 1
    if (!done) setImmediate(count)
  }
  setImmediate(count)
  const table = Buffer.alloc(16 * 2 ** 20, piece)
  table.write(header)
  const reading = readAll(table, { format: 'prompts-chat' }).catch(({ code }) => code)
  await reading
  done = true
  expect(turns).toBeGreaterThan(1)
})

test('any bytes in any format give items or one error, and never anything else', async () => {
  const piece = fc.oneof(
    fc.constantFrom(
      '{{',
      '}}',
      '---\n',
      '"',
      ',',
      '\n',
      ': ',
      '[',
      '{',
      '}',
      '\\',
      '&a ',
      '*a',
      'PK\u0003\u0004',
    ),
    fc.constantFrom(
      header,
      'title',
      'content',
      'messages:\n',
      '- role: user\n',
      '__proto__',
      '\0',
      '\ufeff',
    ),
    fc.string({ maxLength: 5 }),
  )
  await fc.assert(
    fc.asyncProperty(
      fc.array(piece, { maxLength: 30 }),
      fc.constantFrom(undefined, ...importFormats),
      async (pieces, format) => {
        try {
          const bytes = Buffer.from(pieces.join(''), 'latin1')
          const items = await readAll(bytes, { ...(format && { format }), chunkBytes: 7 })
          for (const { code } of faultsOf(items)) expect(code).toMatch(/^PB_IMPORT_/)
        } catch (error) {
          expect((error as { code?: string }).code).toMatch(/^PB_IMPORT_/)
        }
      },
    ),
    { numRuns: 1_000 },
  )
}, 30_000)
