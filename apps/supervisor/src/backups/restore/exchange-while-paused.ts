import type { ServiceControl } from '../../supervision/service-control.ts'
import { restoreFailed } from './errors.ts'

/** How the library is exchanged while nobody has it open. */
export interface PausedExchange<Result> {
  readonly control: Pick<ServiceControl, 'list' | 'pauseService' | 'startService'>
  /** Puts another library in its place; when it rejects, nothing was changed. */
  readonly exchange: () => Promise<Result>
  /** Rejects if the new library is not served. */
  readonly check: () => Promise<void>
  /** Puts the library from before in its place again. */
  readonly goBack: (result: Result) => Promise<unknown>
}

const service = 'prompt-web'

/**
 * Exchanges the library under prompt-web, whose connections wait meanwhile, and goes back to the one from
 * before if the new one is not served. One that was stopped on purpose stays so. Rejects with what
 * `exchange` rejects with, and with `PB_RESTORE_FAILED`; then the library is the one from before.
 */
export async function exchangeWhilePaused<Result>(
  options: PausedExchange<Result>,
): Promise<Result> {
  const { control, exchange } = options
  const isStopped = control
    .list()
    .some((process) => process.service === service && process.state === 'stopped')
  if (isStopped) return exchange()
  await control.pauseService(service)
  let result: Result
  try {
    result = await exchange()
  } catch (error) {
    await control.startService(service)
    throw error
  }
  await serve(result, options)
  return result
}

async function serve<Result>(
  result: Result,
  { control, check, goBack }: PausedExchange<Result>,
): Promise<void> {
  try {
    await control.startService(service)
    await check()
  } catch (cause) {
    await control.pauseService(service)
    await goBack(result)
    await control.startService(service)
    throw restoreFailed.with({ cause }, (cause as Error).message.replace(/\.$/, ''))
  }
}
