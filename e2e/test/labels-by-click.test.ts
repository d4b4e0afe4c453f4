import { beforeEach, describe, expect, test } from 'vitest'
import { visitProduct } from './visited-product.ts'

const visit = visitProduct()

const labels = () => visit.page.getByRole('region', { name: 'Labels' })
const row = (label: string) => labels().getByRole('listitem').filter({ hasText: label }).first()
const text = (words: string) => visit.page.getByText(words, { exact: true })
const dialog = () => visit.page.getByRole('dialog')
const said = (words: string | RegExp) =>
  visit.page.getByRole('status').filter({ hasText: words }).first().waitFor()

let serial = 0
let name: string

beforeEach(async () => {
  name = `tea-${++serial}`
  await visit.rest.create({ name, title: `Tea ${serial}`, content: 'Black.' })
  for (const content of ['Green.', 'White.']) await visit.rest.change(name, { content })
  await visit.page.goto(`${visit.home}/prompts/${name}`)
})

async function change(label: string): Promise<void> {
  await labels()
    .getByRole('button', { name: `Change the label ${label}` })
    .click()
}

async function setLabel(label: string, version: string): Promise<void> {
  await labels().getByRole('button', { name: 'Set a label' }).click()
  await dialog().getByLabel('Label', { exact: true }).fill(label)
  await dialog().getByLabel('Version').selectOption(version)
  await dialog().getByRole('button', { name: 'Set label' }).click()
  await said(label)
}

describe('a label', () => {
  test('is set, moved, rolled back and removed, and every step is kept', async () => {
    const { page, home } = visit
    await setLabel('production', '2')
    await text('Green.').waitFor()
    await change('production')
    await dialog().getByLabel('Version').selectOption('3')
    await dialog().getByLabel('Why').fill('Tasted it')
    await dialog().getByRole('button', { name: 'Move', exact: true }).click()
    await text('White.').waitFor()
    await row('production').getByText('Tasted it').waitFor()
    await row('production')
      .getByRole('button', { name: /^Roll back to 2/ })
      .click()
    await text('Green.').waitFor()
    await change('production')
    await dialog().getByRole('button', { name: 'Remove the label' }).click()
    await text('White.').waitFor()
    await page.goto(`${home}/prompts/${name}/labels`)
    const moves = await page.getByRole('row').allTextContents()
    const places = moves
      .slice(1)
      .map((move) => move.replace(/\s+/g, ' ').match(/\S+ → ?(?:to )?\S+/)?.[0])
    expect(places.map((place) => place?.replace('→to', '→'))).toEqual([
      '2 → nowhere',
      '3 → 2',
      '2 → 3',
      'nowhere → 2',
    ])
  })

  test('is shown in the list with its version', async () => {
    await setLabel('canary', '1')
    await visit.page.goto(`${visit.home}/?q=label:canary`)
    await visit.page.getByText('canary', { exact: false }).first().waitFor()
    const facts = await visit.page.locator(`#prompt-${name}`).textContent()
    expect(facts).toMatch(/canary\s*on version 1/)
  })

  test('that is protected can only be set free', async () => {
    const { page } = visit
    await setLabel('production', '1')
    await change('production')
    await dialog().getByRole('button', { name: 'Protect' }).click()
    await row('production').getByTitle('Protected').waitFor()
    expect(
      await row('production')
        .getByRole('button', { name: /Roll back/ })
        .count(),
    ).toBe(0)
    await change('production')
    expect(
      await dialog()
        .getByRole('button', { name: /Move|Remove/ })
        .count(),
    ).toBe(0)
    await dialog().getByRole('button', { name: 'Take the protection off' }).click()
    await row('production').getByTitle('Protected').waitFor({ state: 'detached' })
    await change('production')
    await dialog().getByRole('button', { name: 'Move', exact: true }).waitFor()
    expect(await page.evaluate('document.activeElement.name')).toBe('version')
  })

  test('that somebody protects meanwhile stays where it is, and the page says why', async () => {
    const { page, rest } = visit
    await setLabel('production', '1')
    await change('production')
    await rest.setLabel(name, 'production', { protected: true })
    await dialog().getByRole('button', { name: 'Move', exact: true }).click()
    await page.getByRole('alert').filter({ hasText: 'nothing was saved' }).waitFor()
    expect(await rest.get(name)).toMatchObject({ version: { n: 1 } })
  })
})
