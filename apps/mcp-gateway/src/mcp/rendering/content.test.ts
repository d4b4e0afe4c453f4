import { expect, test } from 'vitest'
import { anAsker } from '../asker-fixture.ts'
import { attachmentsOf, contentsOf } from './content.ts'

const image = { mimeType: 'image/png', data: 'iVBORw0KGgo=' } as const

test('every part of a message is a content of its own, in order', () => {
  const note = { uri: 'file:///notes.md', mimeType: 'text/markdown', text: '# Notes' }
  const parts = [{ text: 'Look:' }, { image }, { resource: note }]
  expect(contentsOf({ role: 'user', parts }, anAsker())).toEqual([
    { type: 'text', text: 'Look:' },
    { type: 'image', ...image },
    { type: 'resource', resource: note },
  ])
})

const link = { uri: 'https://example.org/guides/intro?x=1' }
const withLink = { role: 'user' as const, parts: [{ resource: link }] }

test('a link is a link for whoever knows of links, and text for all others', () => {
  const asLink = [{ type: 'resource_link', uri: link.uri, name: 'intro' }]
  const asText = [{ type: 'text', text: link.uri }]
  for (const protocolVersion of ['2025-06-18', '2026-07-28']) {
    expect(contentsOf(withLink, anAsker({ protocolVersion }))).toEqual(asLink)
  }
  for (const protocolVersion of ['2024-11-05', '2025-03-26']) {
    expect(contentsOf(withLink, anAsker({ protocolVersion }))).toEqual(asText)
  }
  expect(contentsOf(withLink, anAsker({ client: 'Kiro' }))).toEqual(asText)
})

test('what goes with a text as attachments is everything that is not text', () => {
  const messages = [
    { role: 'system' as const, text: 'Be brief.' },
    { role: 'user' as const, parts: [{ text: 'Look:' }, { image }, { resource: link }] },
  ]
  expect(attachmentsOf(messages, anAsker({ protocolVersion: '2025-03-26' }))).toEqual([
    { type: 'image', ...image },
    { type: 'text', text: link.uri },
  ])
})
