import { beforeAll, expect, test } from 'vitest'
import { visitProduct } from './visited-product.ts'

const visit = visitProduct({ permissions: ['clipboard-read', 'clipboard-write'] })

beforeAll(() =>
  visit.rest.create({
    name: 'every-type',
    title: 'Every type',
    content: 'S={{s}} T={{t}} N={{n}} B={{b}} E={{e}} L={{l}} D={{d}}',
    variables: [
      { name: 's', required: true, description: 'One line' },
      { name: 't', type: 'text' },
      { name: 'n', type: 'number', required: true },
      { name: 'b', type: 'boolean' },
      { name: 'e', type: 'enum', options: ['one', 'two'], required: true },
      { name: 'l', type: 'list' },
      { name: 'd', type: 'number', default: '7' },
    ],
  }),
)

const field = (name: string) => visit.page.locator(`[id="value.${name}"]`)
const shown = () => visit.page.locator('#prompt-text .message-text')
const note = (words: string) =>
  visit.page.locator('#prompt-text').getByRole('status').filter({ hasText: words }).waitFor()
const copied = () => visit.page.evaluate('navigator.clipboard.readText()')

test('values of every type show in the text while they are typed, and wrong ones are told', async () => {
  const { page, home } = visit
  await page.goto(`${home}/prompts/every-type`)
  await field('s').fill('Ada {{n}} <b>')
  await field('t').fill('two\nlines')
  await field('b').selectOption('Yes')
  await field('l').fill('x\ny')
  await field('n').fill('many')
  await note('1 value does not fit')
  await page.getByText('Must be a number').waitFor()
  await page.locator('[id="value.n"][aria-invalid="true"]').waitFor()
  await field('n').fill('4.5')
  await note('Without a value: e')
  await field('e').selectOption('two')
  await note('Complete')
  expect(await shown().textContent()).toBe(
    'S=Ada {{n}} <b> T=two\nlines N=4.5 B=true E=two L=x, y D=7',
  )
  expect(await field('n').getAttribute('aria-invalid')).toBeNull()
})

test('what is shown is what is copied', async () => {
  const { page, home } = visit
  await page.goto(`${home}/prompts/every-type`)
  const copy = page.locator('#prompt-text').getByRole('button', { name: /^Cop/ })
  await copy.click()
  await copy.filter({ hasText: 'Copied' }).waitFor()
  expect(await copied()).toBe('S={{s}} T={{t}} N={{n}} B={{b}} E={{e}} L={{l}} D={{d}}')
  await field('s').fill('Ada')
  await note('Without a value: n, e')
  await copy.filter({ hasText: /^\s*Copy\s*$/ }).click()
  await copy.filter({ hasText: 'Copied' }).waitFor()
  expect(await copied()).toBe('S=Ada T= N={{n}} B= E={{e}} L= D=7')
})

test('its name and its address are copied by their buttons', async () => {
  const { page, home } = visit
  await page.goto(`${home}/prompts/every-type`)
  const name = page.getByRole('button', { name: 'Copy the name' })
  await name.click()
  await name.filter({ hasText: '✓' }).waitFor()
  expect(await copied()).toBe('every-type')
  const link = page.getByRole('button', { name: 'Copy link' })
  await link.click()
  await link.filter({ hasText: '✓' }).waitFor()
  expect(await copied()).toBe(`${new URL(home).origin}/prompts/every-type`)
})
