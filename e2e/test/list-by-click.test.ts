import { beforeAll, expect, test } from 'vitest'
import { createManyPrompts } from './many-prompts.ts'
import { visitProduct } from './visited-product.ts'

/** More than two pages of a list. */
const count = 120

const visit = visitProduct()

beforeAll(() => createManyPrompts(visit.home, count))

const rows = () => visit.page.locator('.row-link')
const counted = (words: string) => visit.page.locator('#count').filter({ hasText: words })
const filters = () => visit.page.locator('#filters')

async function showAll(): Promise<void> {
  for (const shown of [50, 100]) {
    await rows()
      .nth(shown - 1)
      .waitFor()
    await visit.page.getByRole('link', { name: 'Show more' }).click()
    await rows().nth(shown).waitFor()
  }
}

test('what is typed is looked for, and found again on the way back', async () => {
  const { page, home } = visit
  await page.goto(home)
  await page.getByRole('searchbox').pressSequentially('number 117')
  await counted('1 prompt matches “number 117”').waitFor()
  await page.getByRole('link', { name: 'Number 117' }).click()
  await page.getByRole('heading', { level: 1, name: 'Number 117' }).waitFor()
  await page.goBack()
  await counted('1 prompt matches “number 117”').waitFor()
  expect(await page.getByRole('searchbox').inputValue()).toBe('number 117')
})

test('filters narrow what was typed, one after the other, and go again by a click', async () => {
  const { page, home } = visit
  await page.goto(home)
  await page.getByRole('searchbox').fill('number')
  await counted(`${count} prompts match “number”`).waitFor()
  await filters()
    .getByRole('link', { name: /thirds/ })
    .click()
  await counted('40 prompts match “number”').waitFor()
  await filters()
    .getByRole('link', { name: /counted/ })
    .click()
  await page.waitForURL(/folder=thirds/)
  await page.waitForURL(/tag=counted/)
  await page
    .getByRole('link', { name: /thirds/ })
    .and(page.locator('.results-head a'))
    .click()
  await counted(`${count} prompts match “number”`).waitFor()
})

test('more rows come where the last one was, and the first of them has the focus', async () => {
  const { page, home } = visit
  await page.goto(`${home}/?sort=title`)
  await page.getByRole('link', { name: 'Show more' }).press('Enter')
  await rows().nth(50).waitFor()
  const title = await rows().nth(50).textContent()
  await page.locator('.row-link:focus', { hasText: title ?? '' }).waitFor()
})

test('the way back leads to the same rows, the same place and the same prompt', async () => {
  const { page, home } = visit
  await page.goto(`${home}/?tag=counted`)
  await showAll()
  const link = rows().nth(90)
  const title = (await link.textContent()) ?? ''
  await link.scrollIntoViewIfNeeded()
  const top = await page.evaluate('scrollY')
  await link.click()
  await page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor()
  await page.goBack()
  await page.locator('.row-link:focus', { hasText: title }).waitFor()
  expect(await rows().count()).toBe(count)
  expect(await page.evaluate('scrollY')).toBe(top)
  await page.getByRole('button', { name: `Favourite: ${title}`, exact: true }).click()
  await page.locator('.row-star [aria-pressed="true"]').waitFor()
})
