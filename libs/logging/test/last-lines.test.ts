import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const script = fileURLToPath(new URL('processes/ends-after-lines.ts', import.meta.url))

/** The lines of a process that ends in this way, as the numbers that they carry. */
async function numbersOf(way: string): Promise<readonly number[]> {
  const { stdout } = spawn(process.execPath, [script, way], { stdio: ['ignore', 'pipe', 'ignore'] })
  const lines = (await text(stdout)).trimEnd().split('\n')
  return lines.map((line) => JSON.parse(line).index)
}

const firstOf = (count: number) => Array.from({ length: count }, (_, index) => index)

test.each([
  ['has nothing more to do', 'end'],
  ['is ended by itself', 'exit'],
  ['is ended by an exception', 'exception'],
  ['is ended by a rejection', 'rejection'],
])('lines that wait for others are written when their process %s', async (_what, way) => {
  expect(await numbersOf(way)).toEqual(firstOf(300))
})

test('a line that tells of trouble outlives a kill, and so do all before it', async () => {
  expect(await numbersOf('kill')).toEqual(firstOf(301))
})
