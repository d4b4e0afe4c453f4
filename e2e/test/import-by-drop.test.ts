import { describe, expect, test } from 'vitest'
import { visitProduct } from './visited-product.ts'

const visit = visitProduct()

interface DroppedFile {
  readonly name: string
  readonly bytes: readonly number[]
}

const textFile = (name: string, text: string): DroppedFile => ({
  name,
  bytes: [...Buffer.from(text)],
})

const skill = textFile('SKILL.md', '---\nname: brew\ndescription: Brews\n---\n\nBrew tea.\n')
const table = textFile('prompts.csv', 'act,prompt\nPirate,Talk like one.\nSilent,""\n')
const noise: DroppedFile = { name: 'noise.bin', bytes: [0, 1, 2, 254, 255] }

/** What a browser does when files are dropped from outside, as a script in its page. */
const dropScript = (files: readonly DroppedFile[]) => `{
  const dataTransfer = new DataTransfer()
  for (const { name, bytes } of ${JSON.stringify(files)})
    dataTransfer.items.add(new File([new Uint8Array(bytes)], name))
  for (const type of ['dragenter', 'dragover', 'drop'])
    document.querySelector('.drop').dispatchEvent(
      new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer }))
}`

const status = (words: RegExp) => visit.page.locator('#import-status').filter({ hasText: words })
const report = (file: string) => visit.page.getByRole('region', { name: file })
const count = async () =>
  ((await (await fetch(`${visit.home}/api/v1/stats`)).json()) as { prompts: number }).prompts

async function drop(...files: readonly DroppedFile[]): Promise<void> {
  await visit.page.goto(`${visit.home}/import`)
  await visit.page.evaluate(dropScript(files))
  await status(/^Checked/).waitFor()
}

async function importThem(): Promise<string> {
  await visit.page.getByRole('button', { name: 'Import', exact: true }).click()
  await status(/^Done/).waitFor()
  return (await visit.page.locator('#import-status').textContent()) ?? ''
}

describe('dropped files', () => {
  test('are checked at once, and nothing is changed', async () => {
    const before = await count()
    await drop(skill)
    await report('SKILL.md').getByText('1 would be created').waitFor()
    expect(await visit.page.locator('#import-status').textContent()).toContain(
      'Nothing was changed yet.',
    )
    expect(await count()).toBe(before)
  })

  test('are imported by a click, each with its report, and again without any change', async () => {
    await drop(skill, table, noise)
    expect(await importThem()).toBe(
      'Done: 2 came in, 0 skipped, 1 failed. 1 file could not be read to the end.',
    )
    await report('prompts.csv').getByText('line 3').waitFor()
    await report('noise.bin').getByText('Nothing in the file can be imported').waitFor()
    await report('SKILL.md').getByText('1 prompt', { exact: true }).click()
    await report('SKILL.md').getByRole('link', { name: 'brew' }).click()
    await visit.page.getByText('Brew tea.').first().waitFor()
    await drop(skill, table)
    expect(await importThem()).toBe('Done: 0 came in, 2 skipped, 1 failed.')
  })

  test('may be a zip of our own files', async () => {
    await visit.rest.create({ name: 'zipped', title: 'Zipped', content: 'Small.', folder: 'a/b' })
    const zip = await fetch(`${visit.home}/api/v1/export?format=dotprompt&name=zipped`)
    const bytes = [...new Uint8Array(await zip.arrayBuffer())]
    await visit.rest.trash('zipped')
    await drop({ name: 'library.zip', bytes })
    expect(await importThem()).toBe('Done: 1 came in, 0 skipped, 0 failed.')
    expect((await visit.rest.get('zipped')).version.messages[0]?.text).toBe('Small.')
  })

  test('that are no zip at all are told, and nothing comes in', async () => {
    const before = await count()
    await drop({ name: 'broken.zip', bytes: [...Buffer.from('PK\u0003\u0004'), 0, 0, 9, 9] })
    expect(await importThem()).toContain('1 file could not be read to the end.')
    await report('broken.zip').getByRole('heading').waitFor()
    expect(await count()).toBe(before)
  })
})
