import { readFileSync } from 'node:fs'
import { readTables } from '@promptbin/document-tables'
import { expect, test } from 'vitest'
import { clientOfUserAgent, traitsOf } from './client-traits.ts'
import { adaptations, knownClients } from './known-clients.ts'

test.each([
  ['claude-code', 'claude-code'],
  ['claude-vscode', 'claude-vscode'],
  ['claude-ai', 'claude'],
  ['Visual Studio Code', 'vscode'],
  ['cursor-vscode', 'cursor'],
  ['codex-mcp-client', 'codex'],
  ['gemini-cli-mcp-client', 'gemini'],
  ['Cursor (via mcp-remote 0.1.2)', 'cursor'],
  ['opencode', 'opencode'],
  ['@ai-sdk/mcp', 'ai-sdk'],
  ['my own script', 'other'],
  ['', 'other'],
])('the client that calls itself %j is %s', (client, label) => {
  expect(traitsOf(client).label).toBe(label)
})

test('whatever a client calls itself, its label is one of a few', () => {
  const labels = new Set([...knownClients.map(({ label }) => label), 'other'])
  for (let n = 0; n < 2_000; n++) expect(labels).toContain(traitsOf(`made up ${n}`).label)
})

test('every trait says what it is for and where it is known from', () => {
  for (const { traits } of knownClients) {
    for (const { because, source } of traits) {
      expect(because).not.toBe('')
      expect(source).toMatch(/^[\w.-]+\/[\w.-]+#\d+$|^[\w.-]+\.\w+\//)
    }
  }
})

test('a User-Agent is believed only if it names a client that is known', () => {
  expect(clientOfUserAgent('claude-code/2.1.330 (cli)')).toEqual({
    name: 'claude-code',
    version: '2.1.330',
  })
  for (const other of [
    'node',
    'Mozilla/5.0 (X11) Cursor/1.0',
    '',
    null,
    undefined,
    'a'.repeat(999),
  ]) {
    expect(clientOfUserAgent(other)).toBeUndefined()
  }
})

const page = readFileSync(new URL('../../../../../docs/clients.md', import.meta.url), 'utf8')

test('docs/clients.md tells all that is known of clients, and nothing else', () => {
  const known = knownClients.flatMap(({ label, traits }) =>
    traits.map(({ trait, because, source }) => [label, because, adaptations[trait], source]),
  )
  const table = readTables(page).find(({ section }) => section === 'What is known of clients')
  expect(table?.rows).toEqual(known)
})

test('every adaptation is made for a client', () => {
  const made = new Set(knownClients.flatMap(({ traits }) => traits.map(({ trait }) => trait)))
  expect([...made].toSorted()).toEqual(Object.keys(adaptations).toSorted())
})
