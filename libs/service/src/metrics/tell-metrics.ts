import { setTimeout as after } from 'node:timers/promises'
import { IPC_VERSION, type SupervisorChannel } from '@promptbin/ipc'
import type { Metrics } from '@promptbin/metrics'

const v = IPC_VERSION

/** A supervisor that does not read any more does not hold up an exit for longer. */
const lastWordsMs = 1_000

/** A service's part in the metrics of the whole. */
export interface MetricsTeller {
  /** Tells what was counted up to the end; settles when the system has it, or after a second. */
  tellLast(): Promise<void>
}

/** Answers the supervisor when it collects, one question after the other, so that none overtakes. */
export function tellMetrics(
  channel: SupervisorChannel,
  metrics: Pick<Metrics, 'families'>,
): MetricsTeller {
  let told = Promise.resolve()
  const tell = (id: string | null): Promise<void> => {
    told = told.then(async () =>
      channel.sendAll({ v, type: 'metrics', id, metrics: await metrics.families('supervisor') }),
    )
    return told
  }
  channel.onCollect(({ id }) => void tell(id))
  return {
    tellLast: () => Promise.race([tell(null), after(lastWordsMs, undefined, { ref: false })]),
  }
}
