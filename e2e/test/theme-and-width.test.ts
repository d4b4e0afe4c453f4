import { beforeAll, describe, expect, test } from 'vitest'
import { visitProduct } from './visited-product.ts'

const visit = visitProduct({ colorScheme: 'light' })

const longName = 'n'.repeat(64)

beforeAll(async () => {
  const { rest } = visit
  await rest.create({
    name: longName,
    title: 'W'.repeat(200),
    description: 'd'.repeat(400),
    folder: `${'deep/'.repeat(20)}${'f'.repeat(50)}`,
    tags: Array.from({ length: 20 }, (_, n) => `${'t'.repeat(40)}${n}`),
    content: `{{${'v'.repeat(60)}}} ${'x'.repeat(500)}`,
    variables: [{ name: 'v'.repeat(60), required: true, description: 'd'.repeat(300) }],
  })
  await rest.setLabel(longName, 'l'.repeat(60), { version: 1, reason: 'r'.repeat(300) })
})

const background = () =>
  visit.page.evaluate('getComputedStyle(document.documentElement).backgroundColor')

const places = (name: string) => [
  '/',
  '/prompts/new',
  `/prompts/${name}`,
  `/prompts/${name}/edit`,
  `/prompts/${name}/history`,
  `/prompts/${name}/labels`,
  `/prompts/${name}/duplicate`,
  '/import',
  '/export',
  '/trash',
  '/docs',
  '/connect',
  '/nowhere',
]

describe('the colours', () => {
  test('change by a click and are there from the first byte after a reload', async () => {
    const { page, home } = visit
    await page.goto(home)
    const light = await background()
    await page.getByRole('button', { name: 'Dark' }).click()
    const dark = await background()
    expect(dark).not.toBe(light)
    const answer = await page.reload()
    expect(await answer?.text()).toMatch(/^<!doctype html>\s*<html lang="en" data-theme="dark">/)
    expect(await background()).toBe(dark)
    await page.goto(`${home}/docs`)
    expect(await background()).toBe(dark)
    await page.getByRole('button', { name: 'Light' }).click()
    expect(await background()).toBe(light)
  })

  test('follow the device again when that is chosen', async () => {
    const { page, home } = visit
    await page.goto(home)
    await page.getByRole('button', { name: 'Dark' }).click()
    const dark = await background()
    await page.getByRole('button', { name: 'As the device' }).click()
    expect(await background()).not.toBe(dark)
    await page.emulateMedia({ colorScheme: 'dark' })
    expect(await background()).toBe(dark)
    await page.reload()
    expect(await background()).toBe(dark)
  })
})

test('the head stands still from page to page', async () => {
  const { page, home } = visit
  await page.setViewportSize({ width: 1440, height: 900 })
  const heads = new Map<string, string[]>()
  for (const place of places(longName)) {
    await page.goto(`${home}${place}`)
    const brand = await page.locator('.brand').boundingBox()
    const nav = await page.getByRole('navigation', { name: 'Main' }).boundingBox()
    const head = JSON.stringify([brand, nav])
    heads.set(head, [...(heads.get(head) ?? []), place])
  }
  expect([...heads.values()]).toEqual([places(longName)])
})

test.each([320, 928, 992])(
  'nothing runs out of a window of %i pixels, however long it is',
  async (width) => {
    const { page, home } = visit
    await page.setViewportSize({ width, height: 740 })
    const wide: string[] = []
    for (const place of places(longName)) {
      await page.goto(`${home}${place}`)
      const root = await page.evaluate(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      )
      if (Number(root) > 0) wide.push(`${place}: ${root}`)
    }
    expect(wide).toEqual([])
  },
)

test('where there is little room, a button opens the navigation', async () => {
  const { page, home } = visit
  await page.setViewportSize({ width: 360, height: 740 })
  await page.goto(home)
  const trash = page.getByRole('link', { name: 'Trash', exact: true })
  expect(await trash.isVisible()).toBe(false)
  await page.getByRole('button', { name: 'Menu' }).click()
  await trash.waitFor()
  await page.keyboard.press('Escape')
  await trash.waitFor({ state: 'hidden' })
  await page.getByRole('button', { name: 'Menu' }).click()
  await trash.click()
  await page.getByRole('heading', { level: 1, name: 'Trash' }).waitFor()
})
