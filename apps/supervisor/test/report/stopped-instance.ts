import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { type DataFolder, locateDataFolder } from '../../src/instance/data-folder.ts'

/** The data folder of a PromptBin that does not run, with files by their path in it. */
export function stoppedInstance(files: Readonly<Record<string, string>> = {}): DataFolder {
  const folder = mkdtempSync(join(tmpdir(), 'promptbin-report-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  for (const name of ['logs', 'state', 'run']) mkdirSync(join(folder, name))
  for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text)
  return locateDataFolder(folder)
}

/** A line as services write it to the log. */
export function logLine(seq: number, fields: object = {}): string {
  const head = { seq, level: 'info', time: '2026-11-22T12:00:00.000Z', service: 'prompt-web' }
  return `${JSON.stringify({ ...head, pid: 7, version: '1.2.3', msg: 'x', ...fields })}\n`
}
