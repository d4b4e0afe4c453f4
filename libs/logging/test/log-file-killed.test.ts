import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { listLogParts } from '../src/file/log-parts.ts'

const script = fileURLToPath(new URL('processes/writes-until-killed.ts', import.meta.url))
const kills = 8

/** The lines of the log, oldest first, as numbers; one that is torn is NaN. */
async function numbersIn(folder: string): Promise<readonly number[]> {
  const parts = await listLogParts(folder)
  const text = parts.map(({ path }) => readFileSync(path, 'utf8')).join('')
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      try {
        return JSON.parse(line).index
      } catch {
        return Number.NaN
      }
    })
}

test('SIGKILL while files are set aside tears at most the last line, and the next start goes on', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'promptbin-log-'))
  try {
    for (let kill = 1; kill <= kills; kill += 1) {
      const first = kill * 1_000_000
      const writer = spawn(process.execPath, [script, folder, String(first)])
      await once(writer.stdout, 'data')
      // It sets a file aside every 12 lines, so that the kill falls anywhere in that.
      for (let turn = 0; turn < kill; turn += 1) await new Promise(setImmediate)
      writer.kill('SIGKILL')
      await once(writer, 'close')

      const numbers = await numbersIn(folder)
      const torn = numbers.filter(Number.isNaN).length
      expect(torn).toBeLessThanOrEqual(kill)
      const own = numbers.filter((number) => number >= first)
      expect(own.length).toBeGreaterThan(0)
      // Nothing within is missing, be it torn, doubled or lost between two files.
      expect(own).toEqual(own.map((_, position) => (own[0] ?? 0) + position))
      const bytes = (await listLogParts(folder)).reduce((sum, part) => sum + part.bytes, 0)
      expect(bytes).toBeLessThanOrEqual(28_000)
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
})
