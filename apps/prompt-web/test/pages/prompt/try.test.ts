import type { FastifyInstance } from 'fastify'
import { beforeAll, describe, expect, test } from 'vitest'
import { openTestApp, savePrompt } from '../../test-app.ts'
import { open, post, postPart, textOf } from '../browse.ts'
import { changePrompt } from './change-prompt.ts'

let app: FastifyInstance

// Trying changes nothing, so the tests share one library.
beforeAll(async () => {
  const testApp = await openTestApp()
  app = testApp.app
  await savePrompt(app, {
    name: 'tone',
    title: 'Tone',
    content: 'In {{style}} words.',
    variables: [{ name: 'style', default: 'short' }],
  })
  await savePrompt(app, {
    title: 'Tea advice',
    content: undefined,
    messages: [
      { role: 'system', text: 'Be brief. {{> tone}}' },
      {
        role: 'user',
        text: 'Tea for {{ person }} in {{city}}: {{cups}} cups, {{kinds}}, hot {{hot}}, {{notes}}{{nobody}}',
      },
    ],
    variables: [
      { name: 'person', required: true, description: 'Who drinks it', example: 'Ada' },
      { name: 'city', type: 'enum', options: ['Kyoto', 'Oslo'], default: 'Kyoto' },
      { name: 'cups', type: 'number', default: '2' },
      { name: 'kinds', type: 'list' },
      { name: 'hot', type: 'boolean' },
      { name: 'notes', type: 'text' },
    ],
  })
  await savePrompt(app, { name: 'plain', title: 'Plain', content: 'Just this.' })
  await savePrompt(app, { name: 'wrapper', title: 'Wrapper', content: 'Before. {{> plain}}' })
  await changePrompt(app, 'plain', { content: 'Just this, newer.' })
  return testApp.close
})

describe('the form', () => {
  test('has a fitting field for every type', async () => {
    const { body } = await open(app, '/prompts/tea-advice')
    expect(body).toMatch(/<textarea rows="1" id="value\.person"/)
    expect(body).toMatch(
      /<select id="value\.city"[^>]*><option value="">Default: Kyoto<\/option><option value="Kyoto">/,
    )
    expect(body).toMatch(/<input type="text" inputmode="decimal"[^>]* id="value\.cups"/)
    expect(body).toMatch(/<textarea rows="2" id="value\.kinds"/)
    expect(body).toMatch(
      /<select id="value\.hot"[^>]*><option value="">Not given<\/option><option value="true">Yes/,
    )
    expect(body).toMatch(/<textarea rows="3" id="value\.notes"/)
    expect(textOf(await open(app, '/prompts/tea-advice'))).toContain(
      'person required Who drinks it · For example Ada',
    )
  })

  test('asks for what an included prompt needs', async () => {
    expect((await open(app, '/prompts/tea-advice')).body).toContain('id="value.style"')
  })

  test('is not there where there is nothing to fill in and nothing included', async () => {
    expect((await open(app, '/prompts/plain')).body).not.toContain('class="try"')
  })
})

describe('values, without scripts', () => {
  test('stand in the text and stay in their fields', async () => {
    const page = await post(app, '/prompts/tea-advice/try', {
      'value.person': 'Ada <b>\nand Bob',
      'value.city': 'Oslo',
      'value.cups': '2.5',
      'value.kinds': 'sencha\nhojicha',
      'value.hot': 'true',
      'value.notes': '{{city}}',
    })
    expect(page.statusCode).toBe(200)
    expect(page.body).toContain(
      'Tea for Ada &lt;b&gt;\nand Bob in Oslo: 2.5 cups, sencha, hojicha, hot true, {{city}}{{nobody}}',
    )
    expect(page.body).toContain('Be brief. In short words.')
    expect(page.body).toMatch(
      /<textarea rows="1" id="value.person"[^>]*>\nAda &lt;b&gt;\nand Bob<\/textarea>/,
    )
    expect(page.body).toContain('<option value="Oslo" selected>')
    expect(page.body).toContain('<option value="true" selected>')
    expect(textOf(page)).toContain('Complete')
  })

  test('that do not fit are told at their fields, and stay as they were typed', async () => {
    const page = await post(app, '/prompts/tea-advice/try', {
      'value.cups': 'many',
      'value.city': 'Rome',
    })
    expect(textOf(page)).toContain('2 values do not fit')
    expect(page.body).toMatch(/id="value\.cups-fault"><svg.*?<\/svg> Must be a number/s)
    expect(page.body).toMatch(/id="value\.city-fault"><svg.*?<\/svg> Must be one of: Kyoto, Oslo/s)
    expect(page.body).toMatch(/value="many" id="value\.cups"[^>]* aria-invalid="true"/)
    expect(page.body).toContain('<option value="Rome" selected>')
    expect(page.body).toMatch(/id="value\.person-fault"><span class="open-value">Still needed/)
    expect(page.body).toContain('<code class="place">{{cups}}</code>')
  })

  test('that nobody asked for are named above the text', async () => {
    const page = await post(app, '/prompts/tea-advice/try', { 'value.forged': 'x' })
    expect(page.body).toMatch(/<div class="text-problems">.*<code>forged<\/code>/s)
  })

  test('can be left out: the defaults are shown in their places', async () => {
    const page = await post(app, '/prompts/tea-advice/try', { 'value.person': '' })
    expect(page.body).toContain('in Kyoto: 2 cups')
    expect(textOf(page)).toContain('Without a value: person')
  })

  test('fill in the version that was on the page', async () => {
    const page = await post(app, '/prompts/plain/try', { version: '1' })
    expect(page.body).toContain('<div class="message-text">Just this.</div>')
    expect((await post(app, '/prompts/plain/try', { version: 'x' })).statusCode).toBe(404)
    expect((await post(app, '/prompts/plain/try', { label: 'nope' })).statusCode).toBe(404)
  })

  test('are not needed to see what is included', async () => {
    const page = await open(app, '/prompts/wrapper')
    expect(textOf(page)).toContain('Show with includes')
    const shown = await post(app, '/prompts/wrapper/try', { fill: 'yes' })
    expect(shown.body).toContain('<div class="message-text">Before. Just this, newer.</div>')
  })
})

describe('values, with scripts', () => {
  test('change the text, its JSON and what is wrong at each field, and nothing else', async () => {
    const { body } = await postPart(app, '/prompts/tea-advice/try', { 'value.cups': 'many' })
    expect(body).toMatch(/^<section class="card text-card" id="prompt-text"/)
    expect(body).toContain('<pre id="messages-json"')
    expect(body).toMatch(/<p class="fault" id="value\.cups-fault" hx-swap-oob="true"><svg/)
    expect(body).toContain('<p class="fault" id="value.city-fault" hx-swap-oob="true"></p>')
    expect(body).not.toContain('<form')
  })

  test('are gone when every field is empty again', async () => {
    const { body } = await postPart(app, '/prompts/tea-advice/try', { 'value.person': '' })
    expect(body).toContain('<code class="place">{{city}}</code>')
    expect(body).toContain('<p class="fault" id="value.person-fault" hx-swap-oob="true"></p>')
  })

  test('may all be left to their defaults', async () => {
    const { body } = await postPart(app, '/prompts/tea-advice/try', { fill: 'yes' })
    expect(body).toContain('in Kyoto: 2 cups')
  })
})
