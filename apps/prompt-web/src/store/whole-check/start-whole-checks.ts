import { statSync } from 'node:fs'
import { join } from 'node:path'
import type { Logger } from '@promptbin/logging'
import type { IntegrityReport } from '@promptbin/prompt-store/integrity'
import { readHead } from '../../audit/head-file.ts'
import type { Damage } from '../damage.ts'
import { type AloneState, readAloneState, writeAloneState } from './alone-state.ts'
import { msUntilLook } from './is-look-due.ts'
import { lookAtLibrary } from './look-at-library.ts'

export interface WholeChecksOptions {
  /** The data folder. */
  readonly folder: string
  /** The database. */
  readonly file: string
  /** Where the end of its audit trail is noted. */
  readonly auditHeadFile: string
  readonly damage: Pick<Damage, 'set'>
  readonly logger: Pick<Logger, 'info' | 'warn'>
  /** Milliseconds since 1970; the system's clock unless told. */
  readonly now?: () => number
}

/** Looks at the whole library that go on until they are stopped. */
export interface WholeChecks {
  /** The library is left in order. Settles when that is remembered. */
  stop(): Promise<void>
}

/** When a look could not be taken to its end, the next follows after so long. */
const againAfterMs = 60 * 60 * 1_000

/**
 * Has the whole library looked at soon after it was left by a crash, and once a day, in a process of its
 * own. A prompt-web that has no supervisor does that itself. Never rejects.
 */
export async function startWholeChecks(options: WholeChecksOptions): Promise<WholeChecks> {
  const { folder, file, auditHeadFile, damage, logger, now = Date.now } = options
  const stateFile = join(folder, 'state', 'web-alone.json')
  const stopped = new AbortController()
  const time = () => new Date(now()).toISOString()
  const inode = () => statSync(file, { throwIfNoEntry: false })?.ino ?? 0
  const before = readAloneState(stateFile)
  let isUnclean = (before?.openSince ?? null) !== null
  let state: AloneState = {
    since: time(),
    lastAt: null,
    damage: null,
    ...before,
    openSince: time(),
  }
  // One that has come in the place of the damaged one is another.
  if (state.damage?.inode !== inode()) state = { ...state, damage: null }
  if (state.damage !== null) damage.set(state.damage.reason)
  let timer: NodeJS.Timeout
  let looking: Promise<void> = Promise.resolve()

  const remember = async (news: Partial<AloneState>) => {
    state = { ...state, ...news }
    await writeAloneState(stateFile, state).catch((err) =>
      logger.warn({ event: 'state.unwritable', file: stateFile, err }, 'State is not kept'),
    )
  }
  const plan = (ms: number) => {
    timer = setTimeout(() => {
      looking = look()
    }, ms).unref()
  }
  const look = async () => {
    const of = { at: time(), inode: inode() }
    try {
      const auditHead = await readHead(auditHeadFile)
      const report = await lookAtLibrary({ file, scratchFolder: folder, auditHead }, stopped.signal)
      const reason = damageIn(report)
      isUnclean = false
      tell(report, logger)
      damage.set(reason)
      await remember({
        lastAt: of.at,
        damage: reason === null ? null : { reason, inode: of.inode },
      })
      plan(msUntilLook(state, isUnclean, now()))
    } catch (err) {
      if (stopped.signal.aborted) return
      logger.warn({ event: 'library.check_failed', err }, 'the library was not looked at')
      plan(againAfterMs)
    }
  }
  await remember({})
  plan(msUntilLook(state, isUnclean, now()))
  return {
    async stop() {
      clearTimeout(timer)
      stopped.abort()
      await looking
      // What was not looked at to its end after a crash is to be at the next start.
      await remember({ openSince: isUnclean ? state.openSince : null })
    },
  }
}

/** Why nothing is to be written to the library; null while it can be. */
function damageIn({ status, findings }: IntegrityReport): string | null {
  if (status !== 'damaged') return null
  return findings.find(({ subject }) => subject === 'database')?.detail ?? 'It is damaged.'
}

function tell(
  { status, found, findings, durationMs: ms }: IntegrityReport,
  logger: WholeChecksOptions['logger'],
): void {
  const fields = { event: 'library.checked', status, found, ms }
  if (status === 'sound') logger.info(fields, 'all of the library was looked at, and is sound')
  else logger.warn({ ...fields, findings }, 'the library was looked at, and is not as it should be')
}
