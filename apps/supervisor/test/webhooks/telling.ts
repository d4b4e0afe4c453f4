import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { EventLog } from '../../src/history/event-log.ts'
import { openStateFolder } from '../../src/state/state-folder.ts'
import { noCounts } from '../../src/webhooks/webhook-figures.ts'
import { WebhookManager } from '../../src/webhooks/webhook-manager.ts'

/** A folder in which one life of the supervisor after the other tells others. */
export interface Place {
  readonly path: string
  discard(): void
}

/** Makes one. */
export function makePlace(): Place {
  const path = mkdtempSync(join(tmpdir(), 'promptbin-webhooks-'))
  return { path, discard: () => rmSync(path, { recursive: true, force: true }) }
}

/** One life. */
export interface Life {
  readonly manager: WebhookManager
  readonly events: EventLog
  readonly counts: ReturnType<typeof noCounts>
  readonly warnings: object[]
  end(): Promise<void>
}

/** What differs from the usual. */
export interface LifeOptions {
  readonly webUrl?: string
  readonly allowed?: readonly string[]
}

/** Begins a life that may send to this machine. Without `webUrl` there is no library. */
export function live(place: Place, options: LifeOptions = {}): Life {
  const { webUrl = 'http://127.0.0.1:9', allowed = ['127.0.0.1'] } = options
  const warnings: object[] = []
  const warn = (fields: object) => void warnings.push(fields)
  const log = { info: () => {}, warn, error: warn }
  const folder = openStateFolder({ path: join(place.path, 'state'), log })
  const events = new EventLog({ folder: folder.path, log })
  const counts = noCounts()
  const manager = new WebhookManager({
    folder,
    keyFile: join(place.path, 'keys', 'webhooks.key'),
    events,
    library: { webUrl, headers: {} },
    allowed: () => allowed,
    logger: log as never,
    counts,
  })
  manager.start()
  return {
    manager,
    events,
    counts,
    warnings,
    async end() {
      await manager.stop()
      await Promise.all([events.close(), folder.flush()])
    },
  }
}

/** Waits for something that other processes' messages bring about, on a clock that stands still. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise(setImmediate)
}

/** Something that happened to a service. */
export const aFailure = {
  service: 'prompt-web',
  worker: 0,
  processId: 2,
  pid: 4711,
  type: 'paused',
  untilMs: null,
  reason: 'It was killed by SIGKILL.',
} as const

/** And that it is over. */
export const aRecovery = {
  service: 'prompt-web',
  worker: 0,
  processId: 3,
  pid: 4712,
  type: 'ready',
  startedInMs: 120,
} as const
