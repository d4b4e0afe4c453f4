import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fillLibrary } from './library-to-look-at.ts'
import { createDataFolder, Product, run } from './product.ts'
import { promptbin05Folder } from './promptbin-05-folder.ts'
import { Rest } from './rest.ts'

const data = createDataFolder()
let product: Product
let rest: Rest

beforeAll(async () => {
  product = await Product.start(data.path)
  rest = new Rest(product.instance.web.url)
})

afterAll(async () => {
  await product?.stop()
  data.remove()
})

const counts = (stdout: string) => JSON.parse(stdout.trim().split('\n').at(-1) ?? '')

/** Everything below a folder, by path, as one hash. */
function fingerprint(folder: string): string {
  const hash = createHash('sha256')
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }).sort()) {
    if (!entry.isFile()) continue
    const file = join(entry.parentPath, entry.name)
    hash.update(file).update(readFileSync(file))
  }
  return hash.digest('hex')
}

describe('the data folder of PromptBin 0.5', () => {
  const source = createDataFolder()
  const folder = promptbin05Folder(source.path)
  const before = fingerprint(folder)
  const importIt = (...options: string[]) =>
    run(['import', folder, '--json', '--data-dir', data.path, ...options])

  afterAll(() => source.remove())

  test('a dry run tells what would happen and changes nothing', async () => {
    const { stdout, stderr } = await importIt('--dry-run')
    expect(counts(stdout)).toEqual({ created: 4, updated: 0, skipped: 0, failed: 2 })
    expect(stderr).toContain('analysis/20250804_120000_33333333.json')
    expect(await (await fetch(`${product.instance.web.url}/api/v1/stats`)).json()).toMatchObject({
      prompts: 0,
    })
  })

  test('its prompts come in, and bad files are named', async () => {
    const { code, stdout, stderr } = await importIt()
    expect(counts(stdout)).toEqual({ created: 4, updated: 0, skipped: 0, failed: 2 })
    expect(stderr).toContain('analysis/20250804_120000_33333333.json')
    expect(stderr).toContain('analysis/20250804_120000_55555555.json')
    expect(code).toBe(1)
  })

  test('an old id leads to the prompt, with its text as it was', async () => {
    const found = await rest.get('20250801_093000_0a1b2c3d')
    expect(found).toMatchObject({
      name: 'code-review',
      folder: 'coding',
      tags: ['review', 'team'],
      labels: [{ name: 'production', version: 1 }],
    })
    expect(found.version.messages[0]?.text).toBe(
      // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of GitHub Actions, to be kept as it is.
      'Review this {{language}} code:\n\n{{code}}\n\n${{ secrets.TOKEN }} {% if x %}',
    )
    expect(await rest.get('20250802_100000_11111111')).toMatchObject({ name: 'code-review-2' })
  })

  test('importing it again changes nothing, and the folder was never touched', async () => {
    const { stdout } = await importIt()
    expect(counts(stdout)).toEqual({ created: 0, updated: 0, skipped: 4, failed: 2 })
    expect(fingerprint(folder)).toBe(before)
  })
})

/** Forty prompts of 450 KB, of which the first one includes the last. */
async function fillLargeLibrary(folder: string): Promise<void> {
  const filled = await Product.start(folder)
  const there = new Rest(filled.instance.web.url)
  for (let at = 0; at < 40; at++) {
    await there.create({
      name: `large-${at}`,
      title: 'Large',
      content: `${at % 10}`.repeat(450_000),
    })
  }
  await there.change('large-0', { content: 'First {{> large-39}}' })
  await filled.stop()
}

describe('an export', () => {
  const other = createDataFolder()
  const files = createDataFolder()
  let second: Product

  beforeAll(async () => {
    await fillLibrary(product.instance.web.url)
    await rest.change('release-notes', { name: 'notes-of-release' })
    second = await Product.start(other.path)
  })

  afterAll(async () => {
    await second?.stop()
    other.remove()
    files.remove()
  })

  const exportFrom = (folder: string, file: string, ...options: string[]) =>
    run(['export', '--output', join(files.path, file), '--data-dir', folder, ...options])

  /** The records of an export, without its first and last line, which tell when and how many. */
  const records = (file: string) =>
    readFileSync(join(files.path, file), 'utf8').trim().split('\n').slice(1, -1)

  test('brought into an empty library gives the same library, versions and labels included', async () => {
    expect(await exportFrom(data.path, 'first.jsonl')).toMatchObject({ code: 0 })
    const imported = await run([
      ...['import', join(files.path, 'first.jsonl')],
      ...['--json', '--data-dir', other.path],
    ])
    expect(counts(imported.stdout), imported.stderr).toMatchObject({ failed: 0, skipped: 0 })
    expect(await exportFrom(other.path, 'second.jsonl')).toMatchObject({ code: 0 })
    expect(records('second.jsonl').length).toBeGreaterThan(5)
    expect(records('second.jsonl')).toEqual(records('first.jsonl'))
  })

  test('larger than an import may be comes in by the command line, includes and all', async () => {
    const large = createDataFolder()
    const empty = createDataFolder()
    await fillLargeLibrary(large.path)
    expect(await exportFrom(large.path, 'large.jsonl')).toMatchObject({ code: 0 })
    expect(statSync(join(files.path, 'large.jsonl')).size).toBeGreaterThan(16 * 2 ** 20)
    const imported = await run([
      ...['import', join(files.path, 'large.jsonl')],
      ...['--json', '--data-dir', empty.path],
    ])
    expect(imported).toMatchObject({
      code: 0,
      stderr: expect.stringMatching(/^(Importing .*\n)*$/),
    })
    expect(counts(imported.stdout)).toEqual({ created: 40, updated: 0, skipped: 0, failed: 0 })
    expect(await exportFrom(empty.path, 'large-again.jsonl')).toMatchObject({ code: 0 })
    // Not by `toEqual`, which would show all of it.
    expect(records('large-again.jsonl').join() === records('large.jsonl').join()).toBe(true)
    large.remove()
    empty.remove()
  })

  test('an old name still leads to its prompt there', async () => {
    const there = new Rest(second.instance.web.url)
    expect(await there.get('release-notes')).toMatchObject({ name: 'notes-of-release' })
  })

  test('an old file is not overwritten', async () => {
    const { code, stderr } = await exportFrom(data.path, 'first.jsonl')
    expect(stderr).toContain('PB_FILE_EXISTS')
    expect(code).toBe(1)
  })

  test('as .prompt files it can be brought in again', async () => {
    await exportFrom(data.path, 'files.zip', '--format', 'dotprompt')
    const third = createDataFolder()
    const imported = await run([
      ...['import', join(files.path, 'files.zip')],
      ...['--json', '--data-dir', third.path],
    ])
    expect(counts(imported.stdout), imported.stderr).toMatchObject({ failed: 0 })
    const rendered = await run([
      ...['render', 'notes-of-release', '--data-dir', third.path],
      ...['--argument', 'product=PromptBin', '--argument', 'changes=a\nb'],
    ])
    expect(rendered.stdout).toContain('Write in short sentences.')
    expect(rendered.stdout).toContain('Write the notes of PromptBin for customers:\n\na\nb')
    third.remove()
  })

  test('a selection as a table goes to stdout', async () => {
    const { stdout } = await run([
      ...['export', 'house-style', '--format', 'csv', '--output', '-'],
      ...['--data-dir', data.path],
    ])
    expect(stdout).toContain('house-style')
    expect(stdout).not.toContain('describe-picture')
  })
})
