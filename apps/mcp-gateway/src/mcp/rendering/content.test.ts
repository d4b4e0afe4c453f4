import { expect, test } from 'vitest'
import { attachmentsOf, contentsOf } from './content.ts'

const image = { mimeType: 'image/png', data: 'iVBORw0KGgo=' } as const

test('every part of a message is a content of its own, in order', () => {
  const note = { uri: 'file:///notes.md', mimeType: 'text/markdown', text: '# Notes' }
  const parts = [{ text: 'Look:' }, { image }, { resource: note }]
  expect(contentsOf({ role: 'user', parts })).toEqual([
    { type: 'text', text: 'Look:' },
    { type: 'image', ...image },
    { type: 'resource', resource: note },
  ])
})

test('a link without text is told as text, which every client takes', () => {
  const parts = [{ resource: { uri: 'https://example.org/a' } }]
  expect(contentsOf({ role: 'user', parts })).toEqual([
    { type: 'text', text: 'https://example.org/a' },
  ])
})

test('what goes with a text as attachments is everything that is not text', () => {
  const link = { uri: 'https://example.org/a' }
  const messages = [
    { role: 'system' as const, text: 'Be brief.' },
    { role: 'user' as const, parts: [{ text: 'Look:' }, { image }, { resource: link }] },
  ]
  expect(attachmentsOf(messages)).toEqual([
    { type: 'image', ...image },
    { type: 'text', text: link.uri },
  ])
})
