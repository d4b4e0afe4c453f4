import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { createProgress } from './progress.ts'

function record(isTTY: boolean) {
  const output = Object.assign(new PassThrough(), { isTTY })
  return { progress: createProgress(output, 'Importing'), text: () => String(output.read() ?? '') }
}

test('a terminal sees one bar that moves, below the lines that stay', () => {
  const { progress, text } = record(true)
  progress.show(0.5)
  expect(text()).toMatch(/^\r\S*Importing \[={20} {20}\] 50 %$/)
  progress.say('line 7: broken')
  expect(text()).toMatch(/line 7: broken\n\r\S*Importing \[={20}/)
  progress.end()
  expect(text()).not.toContain('Importing')
})

test('elsewhere a line is written for each tenth, and no control character', () => {
  const { progress, text } = record(false)
  for (const done of [0.05, 0.11, 0.12, 0.35, 1]) progress.show(done)
  progress.say('line 7: broken')
  progress.end()
  expect(text()).toBe('Importing 11 %\nImporting 35 %\nImporting 100 %\nline 7: broken\n')
})
