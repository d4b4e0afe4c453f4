import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { checks } from '../../src/diagnostics/checks/checks.ts'
import { benchmarkCheck } from '../../src/diagnostics/diagnose.ts'

test('docs/doctor.md lists every check, with what it looks at', () => {
  const page = readFileSync(new URL('../../../../docs/doctor.md', import.meta.url), 'utf8')
  const [, table = ''] = /## What it looks at\n(.*?)\n## /s.exec(page) ?? []
  const documented = [...table.matchAll(/^\| `([\w-]+:[\w-]+)` +\| (.+?) +\|$/gm)]
  const rows = documented.map(([, name, title]) => [name, title])
  expect(rows).toEqual([...checks, benchmarkCheck].map(({ name, title }) => [name, title]))
})
