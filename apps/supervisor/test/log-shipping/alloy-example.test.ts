import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const root = new URL('../../../../', import.meta.url)
const alloy = readFileSync(new URL('configs/alloy/promptbin.alloy', root), 'utf8').replace(
  /^\s*\/\/.*$/gm,
  '',
)
const page = readFileSync(new URL('docs/log-shipping.md', root), 'utf8')

const declared = [...alloy.matchAll(/^([a-z_]+(?:\.[a-z_]+)+) "([a-z_]+)" \{/gm)].map(
  ([, component, label]) => `${component}.${label}`,
)

test('the blocks of the Alloy example are closed', () => {
  for (const [open, close] of ['{}', '[]'].map((pair) => pair.split(''))) {
    expect(alloy.split(open ?? '').length).toBe(alloy.split(close ?? '').length)
  }
})

test('its components lead to others that are there, and all of them are used', () => {
  const exports = [...alloy.matchAll(/([a-z_.]+)\.(?:receiver|targets)\b/g)].map(([, name]) => name)
  expect(exports.length).toBeGreaterThan(3)
  for (const name of exports) expect(declared).toContain(name)
  const sources = declared.filter((name) => name.startsWith('loki.source.'))
  expect([...new Set(exports), ...sources].toSorted()).toEqual(declared.toSorted())
})

test('the page names the port on which it listens', () => {
  const [, port] = /listen_port\s+= (\d+)/.exec(alloy) ?? []
  expect(page).toContain(`http://127.0.0.1:${port}`)
})
