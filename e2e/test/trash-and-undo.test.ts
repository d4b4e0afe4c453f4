import { describe, expect, test } from 'vitest'
import { visitProduct } from './visited-product.ts'

const visit = visitProduct()

const said = (words: string) =>
  visit.page.getByRole('status').filter({ hasText: words }).first().waitFor()

async function throwAway(name: string): Promise<void> {
  const { page, home } = visit
  await page.goto(`${home}/prompts/${name}`)
  await page.getByRole('button', { name: 'Move to trash' }).click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Move to trash/ })
    .click()
  await said(`${name} is in the trash`)
}

const exists = async (name: string) =>
  (await fetch(`${visit.home}/api/v1/prompts/${name}`)).status === 200

test('what was thrown away comes back by one click, once', async () => {
  const { page, rest } = visit
  await rest.create({ name: 'undone', title: 'Undone', content: 'Back again.' })
  await throwAway('undone')
  expect(await exists('undone')).toBe(false)
  await page.getByRole('button', { name: 'Undo' }).click()
  await said('undone is back in the library')
  expect(await exists('undone')).toBe(true)
  await page.waitForURL(`${visit.home}/`)
  await page.reload()
  await page.getByRole('link', { name: 'Undone', exact: true }).waitFor()
  expect(await page.getByText('is back in the library').count()).toBe(0)
})

test('nothing goes before the person said so', async () => {
  const { page, home, rest } = visit
  await rest.create({ name: 'kept', title: 'Kept', content: 'Stays.' })
  await page.goto(`${home}/prompts/kept`)
  await page.getByRole('button', { name: 'Move to trash' }).click()
  await page.getByRole('button', { name: 'Keep it' }).click()
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  expect(await exists('kept')).toBe(true)
})

test('a prompt that others include names them before it goes', async () => {
  const { page, home, rest } = visit
  await rest.create({ name: 'part', title: 'Part', content: 'A part.' })
  await rest.create({ name: 'whole', title: 'The whole', content: 'With {{> part}}' })
  await page.goto(`${home}/prompts/part`)
  await page.getByRole('button', { name: 'Move to trash' }).click()
  await page.getByRole('dialog').getByRole('link', { name: 'The whole' }).waitFor()
  await page.getByRole('button', { name: 'Move to trash anyway' }).click()
  await said('part is in the trash')
})

describe('the trash', () => {
  test('gives a prompt back under another name where its own is taken, and says so', async () => {
    const { page, home, rest } = visit
    await rest.create({ name: 'contested', title: 'The older', content: 'Older.' })
    await throwAway('contested')
    await rest.create({ name: 'contested', title: 'The newer', content: 'Newer.' })
    await page.goto(`${home}/trash`)
    const older = page.getByRole('listitem').filter({ hasText: 'The older' })
    await older.getByRole('button', { name: /^Restore/ }).click()
    await said('contested-2 is back in the library. Its name contested was taken meanwhile.')
    await page.getByRole('link', { name: 'contested-2' }).click()
    await page.getByRole('heading', { level: 1, name: 'The older' }).waitFor()
    expect((await rest.get('contested')).version.messages[0]?.text).toBe('Newer.')
  })

  test('deletes for good only after asking', async () => {
    const { page, home, rest } = visit
    await rest.create({ name: 'gone', title: 'Gone', content: 'No more.' })
    await throwAway('gone')
    await page.goto(`${home}/trash`)
    const purge = page.getByRole('button', { name: /^Delete for good\s?: Gone/ })
    await purge.click()
    await page.getByRole('button', { name: 'Keep it' }).click()
    await purge.click()
    await page.getByRole('dialog').getByRole('button', { name: 'Delete for good' }).click()
    await said('Gone is gone for good')
    expect(await page.getByRole('heading', { level: 2, name: 'Gone' }).count()).toBe(0)
  })
})
