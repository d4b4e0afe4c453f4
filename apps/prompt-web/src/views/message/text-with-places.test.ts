// biome-ignore-all lint/suspicious/noTemplateCurlyInString: braces of others stay as they are written.

import { html } from '@promptbin/html'
import { expect, test } from 'vitest'
import { textWithPlaces } from './text-with-places.ts'

const marked = (text: string) =>
  html`${textWithPlaces(text, { variables: [{ name: 'a' }] })}`.toString()

test('the places of declared variables stand out, and nothing else', () => {
  expect(marked('<{{a}}> {{b}} ${{ a }}')).toBe(
    '&lt;<code class="place">{{a}}</code>&gt; {{b}} $<code class="place">{{ a }}</code>',
  )
})

test('of very many places only the first are marked, and no text is lost', () => {
  const text = 'x {{a}}'.repeat(100_000)
  const page = marked(text)
  expect(page.split('<code').length - 1).toBe(5_000)
  expect(page.replaceAll(/<[^>]*>/g, '')).toBe(text)
})

test('an include without a target says why it may have none', () => {
  const gone = { reference: 'rules@beta', name: 'rules', version: null, included: [] }
  const page = html`${textWithPlaces('{{> rules@beta}}', { variables: [], included: [gone] })}`
  expect(page.toString()).toContain('rules is in the trash, or has no such version or label')
})
