import { Buffer } from 'node:buffer'
import { expect, test } from 'vitest'
import { rawZip } from './raw-zip.ts'
import { faultsOf, notesOf, promptsOf, readAll, zipOf } from './read-all.ts'

const good = { name: 'good.prompt', content: 'Hello {{name}}' }

test('an archive may hold a mixture of everything, each file read as what its name tells', async () => {
  const items = await readAll(
    await zipOf({
      'writing/haiku.prompt': 'About {{topic}}.',
      'skills/pdf/SKILL.md': '---\nname: pdf\ndescription: Reads PDF.\n---\nRead it.',
      '.github/prompts/review.prompt.md': '---\nmode: ask\n---\nReview this.',
      'sum.prompt.yml': 'messages:\n  - role: user\n    content: Sum up {{text}}',
      'prompts.csv': 'act,prompt,for_devs,type,contributor\nChef,Cook.,FALSE,TEXT,ada\n',
      'coding/20250102_030405_0123abcd.json': '{"title":"Old","content":"x"}',
      'README.md': '# Hello',
      'skills/pdf/scripts/run.py': 'print(1)',
      '__MACOSX/writing/._haiku.prompt': 'x',
    }),
  )
  expect(promptsOf(items).map(({ file, prompt }) => [file, prompt.folder, prompt.name])).toEqual([
    ['writing/haiku.prompt', 'writing', 'haiku'],
    ['skills/pdf/SKILL.md', 'skills', 'pdf'],
    ['.github/prompts/review.prompt.md', '.github/prompts', 'review'],
    ['sum.prompt.yml', '', 'sum'],
    ['prompts.csv', 'prompts-chat', undefined],
    ['coding/20250102_030405_0123abcd.json', 'coding', 'old'],
  ])
  expect(faultsOf(items)).toEqual([])
  expect(notesOf(items)).toEqual([
    'Files that are no prompts are left out: README.md, skills/pdf/scripts/run.py.',
  ])
})

test('of an archive only files of the wanted format are read', async () => {
  const archive = await zipOf({ 'a.prompt': 'A', 'b/SKILL.md': '---\nname: b\n---\nB' })
  const items = await readAll(archive, { format: 'skill' })
  expect(promptsOf(items).map(({ file }) => file)).toEqual(['b/SKILL.md'])
  expect(notesOf(items)).toEqual(['Files that are no prompts are left out: a.prompt.'])
})

test.each([
  ['/etc/evil.prompt', 'leads out'],
  ['../evil.prompt', 'leads out'],
  ['a/../../evil.prompt', 'leads out'],
  ['a\\..\\evil.prompt', 'leads out'],
  ['..\\evil.prompt', 'leads out'],
  ['C:/evil.prompt', 'drive'],
  ['c:evil.prompt', 'drive'],
  ['a//evil.prompt', 'no plain path'],
  ['a/./evil.prompt', 'no plain path'],
  ['evil\0.prompt', 'control characters'],
  ['evil\n.prompt', 'control characters'],
  [`${'x'.repeat(2_000)}.prompt`, 'longer than'],
])('an entry named %j is refused, and the others are read', async (name, reason) => {
  const items = await readAll(rawZip([{ name }, good]))
  expect(faultsOf(items)).toEqual([
    expect.objectContaining({
      code: 'PB_IMPORT_ENTRY_REFUSED',
      message: expect.stringContaining(reason),
    }),
  ])
  expect(JSON.stringify(items)).not.toMatch(/[\0\n]/)
  expect(promptsOf(items).map(({ file }) => file)).toEqual(['good.prompt'])
})

test.each([
  ['a symbolic link', { mode: 0o120777, content: '/etc/passwd' }, 'link'],
  ['a device', { mode: 0o020666 }, 'link or a device'],
  ['an encrypted file', { flags: 1 }, 'encrypted'],
  ['an unknown packing', { method: 99 }, 'not supported'],
  ['a bomb', { content: Buffer.alloc(8 * 2 ** 20) }, 'far too much'],
])('%s is refused, and the others are read', async (_kind, entry, reason) => {
  const items = await readAll(rawZip([{ name: 'evil.prompt', ...entry }, good]))
  expect(faultsOf(items)).toEqual([
    {
      at: 'evil.prompt',
      code: 'PB_IMPORT_ENTRY_REFUSED',
      message: expect.stringContaining(reason),
    },
  ])
  expect(promptsOf(items)).toHaveLength(1)
})

test.each([
  ['smaller', 1],
  ['larger', 10_000],
])('an entry that is told %s than it is is refused when it is read', async (_how, toldBytes) => {
  const items = await readAll(
    rawZip([{ name: 'evil.prompt', content: 'y'.repeat(5_000), toldBytes }, good]),
  )
  expect(faultsOf(items)).toEqual([
    {
      at: 'evil.prompt',
      code: 'PB_IMPORT_ENTRY_REFUSED',
      message: expect.stringContaining('damaged'),
    },
  ])
  expect(promptsOf(items)).toHaveLength(1)
})

test('of two entries with one name the first is read and the second is told', async () => {
  const items = await readAll(rawZip([good, { ...good, content: 'Another' }]))
  expect(promptsOf(items).map(({ prompt }) => prompt.messages[0]?.text)).toEqual([good.content])
  expect(faultsOf(items)).toMatchObject([{ at: 'good.prompt', code: 'PB_IMPORT_ENTRY_REFUSED' }])
})

test.each([
  ['too many entries', Array.from({ length: 10_001 }, (_, at) => ({ name: `${at}.prompt` }))],
  [
    'more than 64 MiB unpacked',
    Array.from({ length: 90 }, (_, at) => ({ name: `${at}.prompt`, method: 8, content: loose() })),
  ],
])('an archive with %s is refused before the first item', async (_why, entries) => {
  await expect(readAll(rawZip(entries))).rejects.toMatchObject({
    code: 'PB_IMPORT_TOO_LARGE',
    status: 413,
  })
})

/** 800 KiB that pack well, and yet are no bomb each. */
function loose(): Buffer {
  return Buffer.alloc(800 * 1024, 'some words ')
}

test.each([
  ['cut off', (zip: Buffer) => zip.subarray(0, -30), 'PB_IMPORT_ZIP_INVALID'],
  ['with a damaged list', (zip: Buffer) => damaged(zip), 'PB_IMPORT_ZIP_INVALID'],
])('an archive that is %s is one error', async (_how, change, code) => {
  await expect(readAll(change(rawZip([good, good])))).rejects.toMatchObject({ code })
})

function damaged(zip: Buffer): Buffer {
  const copy = Buffer.from(zip)
  copy.fill(0xff, copy.indexOf('PK\u0001\u0002') + 50, copy.indexOf('PK\u0001\u0002') + 90)
  return copy
}

test('an archive without anything that can be read is one error that says what can', async () => {
  await expect(readAll(await zipOf({ 'a.txt': 'x' }))).rejects.toMatchObject({
    code: 'PB_IMPORT_FORMAT_UNKNOWN',
    hint: expect.stringContaining('SKILL.md'),
  })
  await expect(readAll(rawZip([]))).rejects.toMatchObject({ code: 'PB_IMPORT_FORMAT_UNKNOWN' })
})

test('more than 16 MiB of an archive are not taken in', async () => {
  let given = 0
  async function* endless() {
    yield Buffer.from('PK\u0003\u0004')
    for (;;) {
      given += 2 ** 20
      yield Buffer.alloc(2 ** 20)
    }
  }
  const { readImport } = await import('../src/read-import.ts')
  await expect(readImport({ content: endless() }).next()).rejects.toMatchObject({
    code: 'PB_IMPORT_TOO_LARGE',
  })
  expect(given).toBeLessThan(20 * 2 ** 20)
})

test('the same files give the same archive, byte for byte', async () => {
  const files = { 'a.prompt': 'A', 'b/c.prompt': 'C'.repeat(10_000) }
  expect(await zipOf(files)).toEqual(await zipOf(files))
})
