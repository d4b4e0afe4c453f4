import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { promptbin, testSettings } from '../product.ts'

export interface ShellOptions {
  /** Where its lines are run, and what `promptbin` finds without being told. */
  readonly dataFolder: string
  /** Of all that it runs. */
  readonly environment?: Readonly<Record<string, string>>
  /** What `promptbin start` does: settles when PromptBin is ready, rejects with what it says else. */
  readonly start?: () => Promise<unknown>
}

/** What some lines have printed, and how they have ended. */
export interface Performed {
  readonly output: string
  readonly code: number | null
}

/** A shell in which `promptbin` is the built product. */
export interface Shell {
  /** Runs some lines, with both outputs as one. */
  run(lines: string): Promise<Performed>
  close(): Promise<void>
}

/**
 * Opens one. What its lines start with `promptbin start` runs on beside it, as under a service manager,
 * so `start` belongs to the test.
 */
export async function openShell(options: ShellOptions): Promise<Shell> {
  const { dataFolder, environment = {}, start = noStart } = options
  const starter = createServer(async (_request, response) => {
    const failed = await start().then(
      () => undefined,
      (error: Error) => error.message,
    )
    response.writeHead(failed === undefined ? 200 : 500).end(failed ?? 'PromptBin is ready.')
  }).listen(0, '127.0.0.1')
  await once(starter, 'listening')
  const shims = writeShims((starter.address() as AddressInfo).port)
  const env = {
    ...process.env,
    ...testSettings,
    ...environment,
    PROMPTBIN_DATA_DIR: dataFolder,
    PATH: `${shims}:${process.env['PATH']}`,
  }
  return {
    async run(lines) {
      const child = spawn('sh', ['-c', `exec 2>&1\n${lines}`], {
        cwd: dataFolder,
        stdio: ['ignore', 'pipe', 'inherit'],
        env,
      })
      const closed = once(child, 'close') as Promise<[number | null]>
      const output = await text(child.stdout)
      return { output, code: (await closed)[0] }
    },
    async close() {
      starter.close()
      await once(starter, 'close')
      rmSync(shims, { recursive: true })
    },
  }
}

async function noStart(): Promise<never> {
  throw new Error('This test starts nothing.')
}

/** `promptbin` as a program; its `start` asks the test. Returns the folder that has it. */
function writeShims(port: number): string {
  const folder = mkdtempSync(join(tmpdir(), 'promptbin-shell-'))
  const start = join(folder, 'start.mjs')
  writeFileSync(
    start,
    `const answer = await fetch('http://127.0.0.1:${port}/')
console.log(await answer.text())
process.exit(answer.ok ? 0 : 1)
`,
  )
  const file = join(folder, 'promptbin')
  writeFileSync(
    file,
    `#!/bin/sh
if [ "$1" = start ]; then exec "${process.execPath}" "${start}"; fi
exec "${process.execPath}" "${promptbin}" "$@"
`,
  )
  chmodSync(file, 0o755)
  return folder
}
