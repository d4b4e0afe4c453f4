import { beforeEach, expect, test } from 'vitest'
import { visitProduct } from './visited-product.ts'

const visit = visitProduct()

let serial = 0
let name: string

beforeEach(async () => {
  name = `letter-${++serial}`
  await visit.rest.create({ name, title: `Letter ${serial}`, content: 'Dear all.' })
  await visit.rest.change(name, { content: 'Dear everybody.', message: 'Warmer' })
})

const said = (words: string) =>
  visit.page.getByRole('status').filter({ hasText: words }).first().waitFor()
const title = (words: string) =>
  visit.page.getByRole('heading', { level: 1, name: words, exact: true }).waitFor()
const textOf = async (named: string) =>
  (await visit.rest.get(named)).version.messages.map(({ text }) => text).join()

test('an old version is found in the history and restored as a new one', async () => {
  const { page, home, rest } = visit
  await page.goto(`${home}/prompts/${name}`)
  await page.getByRole('link', { name: '2 versions' }).click()
  await page.getByRole('link', { name: /^Version 1/ }).click()
  await page.getByText('Dear all.', { exact: true }).waitFor()
  await page.getByRole('button', { name: 'Restore' }).click()
  await page.locator('#restore-message:focus').fill('The short one was better')
  await page.getByRole('button', { name: 'Restore as version 3' }).click()
  await said('Version 1 is restored, as version 3.')
  expect(await textOf(name)).toBe('Dear all.')
  expect((await rest.get(name)).latest).toBe(3)
  await page.goto(`${home}/prompts/${name}/history`)
  await page.getByText('The short one was better').waitFor()
})

test('a copy asks for a free name, keeps what was typed, and has a life of its own', async () => {
  const { page, home, rest } = visit
  await page.goto(`${home}/prompts/${name}`)
  await page.getByRole('link', { name: 'Duplicate' }).click()
  await page.getByLabel('Title').fill('My own letter')
  await page.getByLabel('Name').fill(name)
  await page.getByRole('button', { name: 'Duplicate' }).click()
  await page.getByText('is taken by another prompt').waitFor()
  await page.locator('#name:focus').fill(`${name}-mine`)
  await page.getByRole('button', { name: 'Duplicate' }).click()
  await title('My own letter')
  await rest.change(`${name}-mine`, { content: 'Dear you.' })
  expect(await textOf(name)).toBe('Dear everybody.')
})

test('a prompt that got another name is still found under the old one', async () => {
  const { page, home } = visit
  await page.goto(`${home}/prompts/${name}/edit`)
  await page.locator('input[name="name"]').fill(`${name}-renamed`)
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await said('Saved')
  for (const rest of ['', '/history', '/edit', '/labels', '/versions/1']) {
    await page.goto(`${home}/prompts/${name}${rest}`)
    expect(page.url()).toBe(new URL(`/prompts/${name}-renamed${rest}`, home).href)
  }
  expect(await textOf(name)).toBe('Dear everybody.')
})
