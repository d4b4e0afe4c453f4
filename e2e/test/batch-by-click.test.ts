import { beforeAll, describe, expect, test } from 'vitest'
import { createManyPrompts } from './many-prompts.ts'
import { visitProduct } from './visited-product.ts'

/** More than two pages of a list. */
const count = 120

const visit = visitProduct()

beforeAll(() => createManyPrompts(visit.home, count))

const bar = () => visit.page.getByRole('form', { name: 'Selected prompts' })
const boxes = () => visit.page.getByRole('checkbox', { name: /^Select Number/ })
const rows = () => visit.page.locator('.row-link')
const said = (words: string | RegExp) =>
  visit.page.getByRole('status').filter({ hasText: words }).first().waitFor()

/** Selects the second to the fourth row, as one does with Shift; answers their titles. */
async function selectThree(): Promise<readonly string[]> {
  await visit.page.goto(`${visit.home}/?tag=counted&sort=title`)
  await boxes().nth(1).check()
  await boxes()
    .nth(3)
    .click({ modifiers: ['Shift'] })
  await said('3 selected')
  return (await rows().allTextContents()).slice(1, 4)
}

async function openMenu(name: string): Promise<void> {
  await bar().locator('summary').filter({ hasText: name }).click()
}

async function listedUnder(query: string): Promise<readonly string[]> {
  await visit.page.goto(`${visit.home}/?sort=title&${query}`)
  return rows().allTextContents()
}

describe('what is selected', () => {
  test('gets a tag by typing it and pressing Enter', async () => {
    const titles = await selectThree()
    await openMenu('Tag')
    await visit.page.locator('#batch-tag:focus').waitFor()
    await visit.page.keyboard.type('chosen')
    await visit.page.keyboard.press('Enter')
    await said('3 prompts changed')
    expect(await listedUnder('tag=chosen')).toEqual(titles)
  })

  test('moves into a folder', async () => {
    const titles = await selectThree()
    await openMenu('Move')
    await visit.page.locator('#batch-folder:focus').waitFor()
    await visit.page.keyboard.type('moved/here')
    await bar().getByRole('button', { name: 'Move' }).click()
    await said('3 prompts changed')
    expect(await listedUnder('folder=moved/here')).toEqual(titles)
  })

  test('becomes a favourite', async () => {
    const titles = await selectThree()
    await openMenu('Favourite')
    await bar().getByRole('button', { name: 'Mark as favourites' }).click()
    await said('3 prompts changed')
    expect(await listedUnder('favourite=true')).toEqual(titles)
  })

  test('is exported as a file, and the menu leaves the list free again', async () => {
    const titles = await selectThree()
    await openMenu('Export')
    const [file] = await Promise.all([
      visit.page.waitForEvent('download'),
      bar().getByRole('button', { name: 'Table (CSV)' }).click(),
    ])
    const chunks: Buffer[] = []
    for await (const chunk of await file.createReadStream()) chunks.push(chunk)
    const lines = Buffer.concat(chunks).toString()
    expect(titles.filter((title) => !lines.includes(title))).toEqual([])
    await bar().getByRole('button', { name: 'Table (CSV)' }).waitFor({ state: 'hidden' })
    await visit.page.getByRole('link', { name: 'Show more' }).click()
    await rows().nth(99).waitFor()
  })
})

test('all that are shown are thrown away by keys, and come back by one', async () => {
  const { page, home } = visit
  await page.goto(`${home}/?tag=counted`)
  for (const shown of [50, 100]) {
    await rows()
      .nth(shown - 1)
      .waitFor()
    await page.getByRole('link', { name: 'Show more' }).press('Enter')
    await rows().nth(shown).waitFor()
  }
  await page.getByRole('checkbox', { name: 'Select all' }).press('Space')
  await said(`${count} selected`)
  await bar().getByRole('button', { name: 'Trash' }).press('Enter')
  await said(`${count} prompts are in the trash`)
  await page.getByText('No prompt fits these filters.').waitFor()
  await page.getByRole('button', { name: 'Undo' }).press('Enter')
  await said(`${count} prompts are back in the library`)
  await rows().nth(49).waitFor()
})
