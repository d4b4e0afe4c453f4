// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is the syntax that is read here.
import { Buffer } from 'node:buffer'
import { splitAtPlaces } from '@promptbin/prompts'
import { expect, test } from 'vitest'
import type { ImportItem } from '../import-item.ts'
import { findPlaceholders } from './placeholder.ts'
import { readPromptsChat } from './prompts-chat.ts'

interface Row {
  readonly act?: string
  readonly prompt?: string
  readonly forDevs?: string
  readonly type?: string
  readonly contributor?: string
}

const header = 'act,prompt,for_devs,type,contributor\n'

const quoted = (value: string) => `"${value.replaceAll('"', '""')}"`

/** A row as prompts.chat writes it. */
function csv({ act = 'Chef', prompt = 'Cook.', ...row }: Row): string {
  const { forDevs = 'FALSE', type = 'TEXT', contributor = 'ada' } = row
  return `${[act, prompt].map(quoted).join()},${forDevs},${type},${quoted(contributor)}\n`
}

async function read(...chunks: readonly (string | Uint8Array)[]): Promise<ImportItem[]> {
  async function* stream() {
    for (const chunk of chunks) yield Buffer.from(chunk)
  }
  const rows: ImportItem[] = []
  for await (const row of readPromptsChat(stream())) rows.push(row)
  return rows
}

async function readPrompt(row: Row) {
  const [first] = await read(header, csv(row))
  if (first === undefined || !('prompt' in first)) throw new Error('there is no prompt')
  return first.prompt
}

const fault = (line: number, reason: string) => ({
  line,
  error: expect.objectContaining({
    code: 'PB_IMPORT_ROW_INVALID',
    status: 422,
    message: expect.stringContaining(reason),
  }),
})

const item = (line: number, key: string) =>
  expect.objectContaining({ line, origin: { source: 'prompts-chat', key } })

const prompts = [
  'Act as a ${role}.\nAnswer in ${language:English}, "${tone: warm }".',
  "For ${Brand's core product:chicken bucket, hamburger} in ${points clés}.",
  'Literal: ${error.message}, ${index + 1}, ${f(x)}, ${a[1]}, ${{ secrets.X }}, ${',
  'Both {{name}} and ${name}, {{ other }} and {{#each}}.\r\n\r\n',
  '${Footballer Name} ${Footballer Name} ${${goal:win}} {${braced}}',
  '  $& $1 ${price_range:$200-$600} 🎉 \t',
]

test('a row becomes a draft with everything the table tells', async () => {
  const row = {
    act: ' Linux Terminal ',
    prompt: 'Run ${command:pwd}',
    forDevs: 'TRUE',
    type: 'STRUCTURED',
    contributor: 'f,iltekin',
  }
  expect(await read(header, csv(row))).toEqual([
    {
      line: 2,
      origin: { source: 'prompts-chat', key: 'Linux Terminal' },
      notes: [],
      prompt: expect.objectContaining({
        title: 'Linux Terminal',
        folder: 'prompts-chat',
        tags: ['structured', 'development'],
        messages: [{ role: 'user', text: 'Run {{command}}' }],
        variables: [{ name: 'command', default: 'pwd' }],
        message: 'Imported from prompts.chat, contributed by f, iltekin',
      }),
    },
  ])
})

test('plain text has no tag, and an unknown contributor no name in the credit', async () => {
  const prompt = await readPrompt({ contributor: '' })
  expect(prompt).toMatchObject({ tags: [], message: 'Imported from prompts.chat' })
})

test.each(prompts)('the original text comes back byte for byte: %j', async (original) => {
  const { messages, variables } = await readPrompt({ prompt: original })
  const declared = new Set(variables.map(({ name }) => name))
  const written = findPlaceholders(original).map((placeholder) => placeholder.written)
  const restored = splitAtPlaces(messages[0]?.text ?? '').map(({ name, text }) =>
    name !== undefined && declared.has(name) ? written.shift() : text,
  )
  expect(restored.join('')).toBe(original)
  expect(written).toEqual([])
})

test('the byte order mark, CRLF and chunks of single bytes change nothing', async () => {
  const table = header + csv({ prompt: 'é\n"b"' }) + csv({ act: 'Poet' })
  const rows = await read(table)
  expect(rows).toHaveLength(2)
  const bytes = Buffer.from(`\ufeff${table}`)
  expect(await read(...Array.from(bytes, (byte) => Buffer.of(byte)))).toEqual(rows)
  const windows = await read(header.replace('\n', '\r\n'), csv({}).replace('\n', '\r\n'))
  expect(windows).toEqual(await read(header, csv({})))
})

test('each faulty row is told with the line it begins on, and the others are read', async () => {
  const table = [
    csv({ act: 'First', prompt: 'line\nbreaks\n' }),
    'Lonely,row\n',
    csv({ act: ' ' }),
    csv({ act: 'Empty', prompt: '\n' }),
    'Quoted,"say "hi" to\nall",FALSE,TEXT,ada\n',
    csv({ act: 'Zero', prompt: 'a\0b' }),
    csv({ act: 'Long', prompt: 'x'.repeat(524_289) }),
    csv({ act: 'T'.repeat(201) }),
    csv({ act: 'Huge', prompt: `${'x'.repeat(999)}\n`.repeat(2_200) }),
    csv({ act: 'Last' }),
  ]
  const rows = await read(header, ...table)
  expect(rows).toEqual([
    item(2, 'First'),
    fault(5, 'it has 2 columns instead of 5'),
    fault(6, 'its column "act" is empty'),
    fault(7, 'its column "prompt" is empty'),
    fault(9, 'a quote is in the wrong place'),
    fault(11, 'content must not contain the character NUL'),
    fault(12, 'its text is longer than 524288 characters'),
    fault(13, 'title must not have more than 200 characters'),
    fault(14, 'it is longer than'),
    item(2_215, 'Last'),
  ])
})

test('a row that is not UTF-8 is faulty, and nothing in it is replaced', async () => {
  const rows = await read(
    header,
    Buffer.from('Caf\xe9,"Cook.",FALSE,TEXT,ada\n', 'latin1'),
    csv({}),
  )
  expect(rows).toEqual([fault(2, 'its text is not valid UTF-8'), item(3, 'Chef')])
})

test('an opened quote that is never closed costs one row', async () => {
  const rows = await read(header, 'Broken,"text,FALSE,TEXT,ada\n', csv({}), csv({ act: 'Poet' }))
  expect(rows).toEqual([
    fault(2, 'a quote is in the wrong place'),
    item(3, 'Chef'),
    item(4, 'Poet'),
  ])
})

test('rows with the same title have different keys, the same ones each time', async () => {
  const table = [csv({}), csv({}), csv({ act: 'Chef (2)' }), csv({})]
  const keys = (await read(header, ...table)).map((row) => 'origin' in row && row.origin.key)
  expect(keys).toEqual(['Chef', 'Chef (2)', 'Chef (2) (2)', 'Chef (3)'])
})

test.each([
  ['nothing at all', ''],
  ['other columns', 'title,text\na,b\n'],
  ['columns in another order', 'prompt,act,for_devs,type,contributor\n'],
  ['a broken first line', `"${header}`],
  ['no header', csv({})],
  ['UTF-16', Buffer.from(`\ufeff${header}`, 'utf16le')],
])('a file with %s is refused as a whole', async (_kind, file) => {
  await expect(read(file)).rejects.toMatchObject({
    code: 'PB_IMPORT_HEADER_INVALID',
    status: 422,
    message: expect.stringContaining('act,prompt,for_devs,type,contributor'),
  })
})

test.each([
  ['two columns', '"act","prompt"\n', '"Chef","Cook ${dish}.\nSlowly."\n'],
  ['three columns', 'act,prompt,for_devs\n', 'Chef,"Cook ${dish}.\nSlowly.",TRUE\n'],
])('a table of older days with %s is read', async (_kind, first, row) => {
  const broken = row.replace('Cook', 'Co"ok')
  const items = await read(first, row, broken, row, 'Tea\n')
  expect(items).toEqual([
    item(2, 'Chef'),
    fault(4, 'quote'),
    item(6, 'Chef (2)'),
    fault(8, 'columns instead of'),
  ])
  expect(items[0]).toMatchObject({
    prompt: { messages: [{ text: 'Cook {{dish}}.\nSlowly.' }] },
  })
})
