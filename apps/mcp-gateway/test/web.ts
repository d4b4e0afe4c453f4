import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PromptDraft } from '@promptbin/prompts'
import { type LogLine, type ServiceProcess, startService } from './service-process.ts'

/** A real prompt-web over a data folder of its own. */
export interface Web {
  readonly url: string
  readonly log: readonly LogLine[]
  /** Saves a prompt and gives its name. */
  save(draft: PromptDraft): Promise<string>
  /** Ends the process as a crash does; the data folder stays. */
  kill(): Promise<void>
  /** Starts it again at the same address. */
  restart(): Promise<void>
  stop(): Promise<void>
}

/** Saves a prompt; while prompt-web is overloaded, as after a start on a busy machine, tries again. */
async function save(url: string, draft: PromptDraft): Promise<string> {
  for (;;) {
    const response = await fetch(`${url}/api/v1/prompts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(draft),
    })
    const answer = (await response.json()) as { name: string }
    if (response.ok) return answer.name
    if (response.status !== 503) throw new Error(JSON.stringify(answer))
  }
}

/** Starts prompt-web on a free port. */
export async function startWeb(): Promise<Web> {
  const dataDir = mkdtempSync(join(tmpdir(), 'promptbin-gateway-'))
  const start = (port: string): Promise<ServiceProcess> =>
    startService('prompt-web', {
      PROMPTBIN_DATA_DIR: dataDir,
      PROMPTBIN_WEB_PORT: port,
      PROMPTBIN_LOGGING_LEVEL: 'debug',
    })
  let running = await start('0')
  const { url } = running

  return {
    url,
    get log() {
      return running.log
    },
    save: (draft) => save(url, draft),
    kill: async () => {
      const ended = new Promise((resolve) => running.child.once('exit', resolve))
      running.child.kill('SIGKILL')
      await ended
    },
    restart: async () => {
      running = await start(new URL(url).port)
    },
    stop: async () => {
      await running.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
