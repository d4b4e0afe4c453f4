import { gzipSync } from 'node:zlib'
import { createZip, type ZipEntry } from '@promptbin/prompt-formats'
import { describe, expect, test } from 'vitest'
import { codeOf, post, useAttackedService } from './attack.ts'

const { attack, use } = useAttackedService()

const MiB = 1024 * 1024
const csvHeader = 'act,prompt,for_devs,type,contributor\n'

interface Row {
  readonly type: string
  readonly outcome?: string
  readonly name?: string
  readonly file?: string
}

/** Imports a file; the events, or the code of the refusal. */
async function imported(body: string | Uint8Array, query = '', type = 'application/octet-stream') {
  const answer = await attack({
    method: 'POST',
    path: `/api/v1/import${query}`,
    headers: { 'content-type': type },
    body,
  })
  if (answer.status >= 400) return { code: codeOf(answer), events: [] }
  const events = answer.body
    .trimEnd()
    .split('\n')
    .map((line): Row => JSON.parse(line))
  expect(answer.body).not.toMatch(/ at \S+ \(|node_modules|\/tmp\//)
  expect(['result', 'error']).toContain(events.at(-1)?.type)
  return { code: undefined, events }
}

async function zipOf(files: Readonly<Record<string, string | Uint8Array>>): Promise<Buffer> {
  async function* entries(): AsyncGenerator<ZipEntry> {
    for (const [path, content] of Object.entries(files)) {
      yield { path, content: Buffer.from(content) }
    }
  }
  const pieces: Uint8Array[] = []
  for await (const piece of createZip(entries())) pieces.push(piece)
  return Buffer.concat(pieces)
}

/** Gives a file in a zip another name of the same length, one that no careful tool would write. */
function renamed(zip: Buffer, from: string, to: string): Buffer {
  expect(to).toHaveLength(from.length)
  return Buffer.from(zip.toString('latin1').replaceAll(from, to), 'latin1')
}

const promptFile = (matter: string) => `---\n${matter}\n---\nText.\n`

describe('a name in a zip', () => {
  test.each([
    ['that climbs', '../../etc/evil.prompt'],
    ['that climbs as Windows does', '..\\..\\etc\\evil.prompt'],
    ['that begins at the root', '//////etc/evil.prompt'],
    ['of a drive', 'C:\\\\\\\\etc\\evil.prompt'],
    ['with NUL', 'aaaa\0aaaaaaa/evil.prompt'],
    ['with a line break', 'aaaa\r\naaaaa/evil.prompt'],
  ])('%s never leads out of the library', async (_what, path) => {
    const plain = 'a'.repeat(path.length - '/evil.prompt'.length).concat('/evil.prompt')
    const zip = renamed(await zipOf({ [plain]: 'Text.' }), plain, path)
    const { events } = await imported(zip)
    for (const { name } of events) {
      if (name !== undefined) expect(name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/)
    }
    const { body } = await use({ path: '/api/v1/prompts?q=evil' })
    for (const { folder } of JSON.parse(body).items) expect(folder).not.toMatch(/\.\.|\\|^\//)
  })
})

describe('a zip', () => {
  test('that unpacks to a hundred times as much is bounded', async () => {
    const zip = await zipOf({ 'bomb.prompt': Buffer.alloc(60 * MiB, 'x') })
    expect(zip.length).toBeLessThan(MiB)
    await imported(zip)
  })

  test('of many bombs is bounded', async () => {
    const files = Array.from({ length: 40 }, (_, n) => [`bomb-${n}.prompt`, Buffer.alloc(8 * MiB)])
    await imported(await zipOf(Object.fromEntries(files)))
  })

  test('in a zip in a zip is not unpacked', async () => {
    const inner = await zipOf({ 'a.prompt': 'Text.' })
    const { events } = await imported(await zipOf({ 'b.zip': await zipOf({ 'c.zip': inner }) }))
    expect(events.filter(({ outcome }) => outcome === 'created')).toEqual([])
  })

  test('of 20,000 files is bounded', async () => {
    const files = Array.from({ length: 20_000 }, (_, n) => [`${n}.txt`, ''])
    await imported(await zipOf(Object.fromEntries(files)))
  })

  test.each([
    ['that is cut', (zip: Buffer) => zip.subarray(0, zip.length / 2)],
    ['without its beginning', (zip: Buffer) => zip.subarray(zip.length / 2)],
    ['with zeros in it', (zip: Buffer) => Buffer.from(zip).fill(0, 40, 80)],
    [
      'that lies about its sizes',
      (zip: Buffer) => Buffer.from(zip).fill(0xff, zip.length - 40, zip.length - 30),
    ],
    [
      'that says it has 65,535 files',
      (zip: Buffer) => Buffer.from(zip).fill(0xff, zip.length - 14, zip.length - 10),
    ],
  ])('%s is told as one', async (_what, damage) => {
    const zip = await zipOf({ 'a.prompt': 'Some text.'.repeat(50), 'b.prompt': 'More.' })
    await imported(damage(zip))
  })
})

describe('a file', () => {
  const anchors = Array.from(
    { length: 30 },
    (_, n) => `a${n + 1}: &a${n + 1} [${'*a0,'.replaceAll('a0', `a${n}`).repeat(9)}*a${n}]`,
  )
  const laughs = ['a0: &a0 [x,x,x,x,x,x,x,x,x]', ...anchors].join('\n')

  test.each<[string, string, string]>([
    ['of YAML that laughs a billion times', 'x.prompt', promptFile(laughs)],
    ['of YAML that refers to itself', 'x.prompt', promptFile('a: &a [*a]')],
    [
      'of YAML that runs code',
      'x.prompt',
      promptFile('a: !!js/function "function(){ process.exit() }"'),
    ],
    [
      'of YAML with __proto__',
      'x.prompt',
      promptFile('__proto__: {isAdmin: true}\nconstructor: {prototype: {a: 1}}'),
    ],
    ['of YAML of 20,000 levels', 'x.prompt', promptFile(`a: ${'['.repeat(20_000)}`)],
    ['of YAML of 20,000 levels of braces', 'x.prompt.yml', `messages: ${'{a: '.repeat(20_000)}`],
    [
      'of YAML with 5,000 keys',
      'x.prompt',
      promptFile(Array.from({ length: 5_000 }, (_, n) => `k${n}: 1`).join('\n')),
    ],
    ['of YAML with a text of 1 MiB', 'x.prompt', promptFile(`a: "${'\\u0041'.repeat(MiB / 6)}"`)],
    ['of nothing but dashes', 'x.prompt', '---\n'.repeat(100_000)],
    ['of nothing but braces', 'x.prompt', '{{#if a}}'.repeat(50_000)],
    ['of half a million braces', 'x.prompt', '{'.repeat(500_000)],
    ['of open roles', 'x.prompt', '{{role "'.repeat(60_000)],
    ['of Markdown of 1 MiB', 'SKILL.md', promptFile('name: x\ndescription: y') + '*'.repeat(MiB)],
    ['of JSON of 500,000 levels', 'x.jsonl', '['.repeat(500_000)],
    ['of JSON with __proto__', 'x.jsonl', '{"__proto__":{"a":1},"title":"x","content":"y"}\n'],
    ['of 100,000 empty objects', 'x.jsonl', '{}\n'.repeat(100_000)],
    ['of a line of 10 MiB', 'x.jsonl', `{"title":"${'x'.repeat(10 * MiB)}`],
    ['of a quote that never ends', 'x.csv', `${csvHeader}a,"${'x'.repeat(10 * MiB)}`],
    ['of a row of 500,000 columns', 'x.csv', `${csvHeader}${'a,'.repeat(500_000)}\n`],
    ['of 20,000 broken rows', 'x.csv', csvHeader + ',,\n'.repeat(20_000)],
    ['of quotes only', 'x.csv', csvHeader + '"'.repeat(MiB)],
    ['of commas only', 'x.csv', csvHeader + ','.repeat(MiB)],
    ['of line breaks only', 'x.csv', csvHeader + '\n'.repeat(4 * MiB)],
    ['of places only', 'x.csv', `${csvHeader}a,"${'${'.repeat(200_000)}",FALSE,TEXT,b\n`],
    ['of nothing', 'x.csv', ''],
    ['of NUL', 'x.prompt', '\0'.repeat(MiB)],
  ])('%s', async (_what, fileName, text) => {
    await imported(text, `?fileName=${fileName}`)
  })

  test.each([
    ['overlong', [0xc0, 0xaf]],
    ['cut', [0xe2, 0x82]],
    ['no bytes of text', [0xff, 0xfe, 0xfd]],
  ])('that is not UTF-8 (%s) is told as such', async (_what, bytes) => {
    for (const fileName of ['x.prompt', 'x.csv', 'x.jsonl', 'SKILL.md', 'x.prompt.yml']) {
      const content = Buffer.concat([Buffer.from('a: '), Buffer.from(bytes), Buffer.from('\n')])
      const { events } = await imported(content, `?fileName=${fileName}`)
      expect(events.filter(({ outcome }) => outcome === 'created')).toEqual([])
    }
  })

  test('that is packed is not unpacked', async () => {
    const { code } = await imported(gzipSync(Buffer.alloc(100 * MiB)))
    expect(code).toBe('PB_IMPORT_FORMAT_UNKNOWN')
  })

  test('of 17 MiB is refused', async () => {
    const { code } = await imported(Buffer.alloc(17 * MiB, 'a'), '', 'text/csv')
    expect(code).toBe('PB_BODY_TOO_LARGE')
  })
})

test('what a spreadsheet would run is exported as text', async () => {
  for (const start of ['=', '+', '-', '@', '\t', '\r', '\n', '＝']) {
    const content = `${start}cmd|' /C calc'!A0`
    const made = await use(post('/api/v1/prompts', { title: `x${content}`.trim(), content }))
    const { name } = JSON.parse(made.body)
    const answer = await attack({ path: `/api/v1/export?format=csv&name=${name}` })
    expect(answer.status).toBe(200)
    expect(answer.body).toContain(`,"'${content}",`)
  }
})
