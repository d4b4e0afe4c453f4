import fc from 'fast-check'
import { expect, test } from 'vitest'
import { html } from './html.ts'

const written = (markup: unknown) => String(markup)

test('text is escaped in content and in attributes', () => {
  const text = `<script>alert("1" & '2')</script>`
  expect(written(html`<p title="${text}">${text}</p>`)).toBe(
    '<p title="&lt;script&gt;alert(&quot;1&quot; &amp; &#39;2&#39;)&lt;/script&gt;">' +
      '&lt;script&gt;alert(&quot;1&quot; &amp; &#39;2&#39;)&lt;/script&gt;</p>',
  )
})

test('a template inside a template is markup already, also in a list', () => {
  const items = ['a<b', 'c'].map((item) => html`<li>${item}</li>`)
  expect(written(html`<ul>${items}</ul>`)).toBe('<ul><li>a&lt;b</li><li>c</li></ul>')
})

test('nothing writes nothing, and zero is a number', () => {
  expect(written(html`[${undefined}${null}${false}${''}${[]}${0}]`)).toBe('[0]')
})

test('an attribute without quotes is refused', () => {
  expect(() => html`<p title=${'x onclick'}></p>`).toThrow('no quotes')
})

test('text that ends in an equals sign is not taken for an attribute', () => {
  expect(written(html`${'a='}${'b'}=`)).toBe('a=b=')
})

test('an object that looks like markup is not taken for it', () => {
  const forged = { toString: () => '<b>' } as unknown as string
  expect(written(html`${forged}`)).toBe('&lt;b&gt;')
})

test('no text can end its place, whatever it consists of', () => {
  const text = fc.oneof(
    fc.string(),
    fc.array(fc.constantFrom('<', '>', '"', "'", '&', '=', '${', '</p>', '<!--')).map(String),
  )
  fc.assert(
    fc.property(text, (value) => {
      const inside = written(html`<p title="${value}">`).slice('<p title="'.length, -'">'.length)
      expect(inside).not.toMatch(/[<>"']/)
      expect(inside).not.toMatch(/&(?!(amp|lt|gt|quot|#39);)/)
    }),
  )
})
