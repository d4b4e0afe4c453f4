import { expect, test } from 'vitest'
import { faultsOf, notesOf, promptsOf, readAll, zipOf } from './read-all.ts'

const id = '20250102_030405_0123abcd'
const now = new Date('2026-11-22T12:00:00Z')

/** A prompt as PromptBin 0.5 wrote it: two blanks of indent, letters as they are. */
function former(fields: Readonly<Record<string, unknown>> = {}): string {
  const prompt = {
    id,
    title: 'Code Review: "Best" practices',
    content: 'Review {{code}} in {{language}}.\r\n\tKeep {{ this }} and {{#if x}}. 🎉',
    category: 'coding',
    description: 'A review',
    tags: ['review', 'code'],
    created_at: '2025-01-02T03:04:05.123456',
    updated_at: '2025-07-01T12:00:00',
    ...fields,
  }
  return JSON.stringify(prompt, null, 2)
}

async function readLibrary(files: Readonly<Record<string, string | Uint8Array>>) {
  return readAll(await zipOf(files), { now })
}

async function readOne(fields: Readonly<Record<string, unknown>>) {
  const [item] = promptsOf(await readAll(former(fields), { fileName: `${id}.json` }))
  return item!
}

test('a prompt comes with its text byte for byte, its id, its name, its times and its label', async () => {
  const [item] = await readLibrary({ [`coding/${id}.json`]: former() })
  expect(item).toEqual({
    file: `coding/${id}.json`,
    origin: { source: 'promptbin-0.5', key: id },
    notes: [],
    prompt: {
      name: 'code-review-best-practices',
      title: 'Code Review: "Best" practices',
      description: 'A review',
      folder: 'coding',
      tags: ['review', 'code'],
      favourite: false,
      messages: [
        {
          role: 'user',
          text: 'Review {{code}} in {{language}}.\r\n\tKeep {{ this }} and {{#if x}}. 🎉',
        },
      ],
      variables: [
        { name: 'code', required: true },
        { name: 'language', required: true },
      ],
      modelConfig: {},
      message: 'Imported from PromptBin 0.5',
      aliases: [id],
      labels: ['production'],
      createdAt: new Date(2025, 0, 2, 3, 4, 5, 123).toISOString(),
      updatedAt: new Date(2025, 6, 1, 12).toISOString(),
    },
  })
})

test.each([
  ['Hello, World!', 'hello-world', []],
  ['snake_case -- and   blanks', 'snake-case-and-blanks', []],
  ['-- Edges __', 'edges', []],
  ['Brève idée', 'breve-idee', ['brève-idée']],
  ['v2.0 (beta)', 'v20-beta', []],
  ['???', 'prompt', []],
])(
  'the title %j gives the name %s, and its former name still leads there',
  async (title, name, more) => {
    expect((await readOne({ title })).prompt).toMatchObject({ name, aliases: [id, ...more] })
  },
)

test('any folder is taken, also where the archive holds the data folder itself', async () => {
  const items = await readLibrary({
    [`promptbin-data/my notes/${id}.json`]: former(),
    'promptbin-data/writing/deep/other.json': former({ title: 'Other' }),
    'promptbin-data/shares.json': '{}',
    'promptbin-data/logs/promptbin.log': 'x',
    'promptbin-data/logs/last.json': '{"level":"info"}',
  })
  expect(promptsOf(items).map(({ prompt }) => [prompt.folder, prompt.aliases])).toEqual([
    ['my notes', [id]],
    ['writing/deep', ['other', id]],
  ])
  expect([faultsOf(items), notesOf(items)]).toEqual([[], []])
})

test.each([
  [
    ['a', ' b ', 'a', ''],
    ['a', 'b'],
  ],
  ['one, two,,', ['one', 'two']],
  [null, []],
  [undefined, []],
  [['a', 1, null], ['a']],
  [{}, []],
])('tags %j become %j', async (tags, expected) => {
  expect((await readOne({ tags })).prompt.tags).toEqual(expected)
})

test('what does not fit is made to fit, and is noted', async () => {
  const { prompt, notes } = await readOne({
    title: `Title ${'x'.repeat(300)}`,
    description: null,
    tags: ['y'.repeat(60), 7],
    created_at: '2025-02-31T00:00:00',
    updated_at: 'yesterday',
    colour: 'red',
    content: 'Hi {{2nd}} {{é}} {{ok}}',
  })
  expect(prompt.title).toHaveLength(200)
  expect(prompt).toMatchObject({ description: '', tags: [], variables: [{ name: 'ok' }] })
  expect(prompt).not.toHaveProperty('createdAt')
  expect(notes.join('\n')).toMatch(
    /colour[\s\S]*Tags[\s\S]*2nd, é[\s\S]*created_at[\s\S]*updated_at[\s\S]*title is cut[\s\S]*Tags/,
  )
})

test('a time with a zone is that time', async () => {
  const { prompt } = await readOne({
    created_at: '2025-01-02T03:04:05+02:00',
    updated_at: '2025-01-02 03:04:05Z',
  })
  expect(prompt).toMatchObject({
    createdAt: '2025-01-02T01:04:05.000Z',
    updatedAt: '2025-01-02T03:04:05.000Z',
  })
})

test('a bad file costs itself and no other', async () => {
  const items = await readLibrary({
    'coding/broken.json': '{"title": "x", ',
    'coding/empty.json': '',
    'coding/null.json': 'null',
    'coding/list.json': '[]',
    'coding/textless.json': former({ content: 5 }),
    'coding/latin.json': Buffer.from('{"title":"Caf\xe9","content":""}', 'latin1'),
    'coding/nul.json': former({ content: 'a\0b' }),
    'coding/half.json': former({ content: 'a' }).replace('"a"', '"\\ud83c"'),
    'coding/long.json': former({ content: 'x'.repeat(524_289) }),
    'coding/proto.json': '{"__proto__":{"title":"evil","content":"x"}}',
    'coding/deep.json': `{"a":${'['.repeat(50_000)}`,
    [`coding/${id}.json`]: former(),
  })
  expect(faultsOf(items).map(({ at, code }) => [at, code])).toEqual(
    [
      'broken',
      'empty',
      'null',
      'list',
      'textless',
      'latin',
      'nul',
      'half',
      'long',
      'proto',
      'deep',
    ].map((name) => [`coding/${name}.json`, 'PB_IMPORT_FILE_INVALID']),
  )
  expect(promptsOf(items).map(({ file }) => file)).toEqual([`coding/${id}.json`])
  expect(({} as { title?: string }).title).toBeUndefined()
})

test('the second prompt of one id is a prompt of its own', async () => {
  const items = promptsOf(
    await readLibrary({ [`coding/${id}.json`]: former(), [`writing/${id}.json`]: former() }),
  )
  expect(items.map(({ origin, prompt }) => [origin.key, prompt.aliases])).toEqual([
    [id, [id]],
    [`writing/${id}.json`, []],
  ])
  expect(items[1]?.notes.join()).toContain(id)
})

test('JSON in an archive that is no library of 0.5 is left out unless it is a prompt', async () => {
  const items = await readLibrary({
    'skill/SKILL.md': '---\nname: a\n---\nx',
    'skill/package.json': '{"name":"x"}',
    'skill/broken.json': '{',
  })
  expect(faultsOf(items)).toEqual([])
  expect(notesOf(items)).toEqual([
    'Files that are no prompts are left out: skill/package.json, skill/broken.json.',
  ])
})
