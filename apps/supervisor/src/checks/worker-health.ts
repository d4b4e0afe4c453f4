import type { CheckResult } from '@promptbin/health'
import type { HealthMessage } from '@promptbin/ipc'
import type { ProcessSnapshot, ServiceControl } from '../supervision/service-control.ts'

export interface WorkerHealthOptions {
  readonly control: Pick<ServiceControl, 'list' | 'onMessage'>
  /** Told when a process of a service finds itself otherwise than before. */
  readonly onChange: (service: string) => void
}

/** What the processes of the services say of their own health. */
export interface WorkerHealth {
  /** All workers of a service together: it fails when each of them does. */
  check(service: string): CheckResult
  stop(): void
}

type Found = Pick<HealthMessage, 'status' | 'reason'>

/** Begins to listen. */
export function followWorkerHealth({ control, onChange }: WorkerHealthOptions): WorkerHealth {
  const known = new Map<number, Found>()
  const stop = control.onMessage((processId, message) => {
    if (message.type !== 'health') return
    known.set(processId, message)
    const teller = control.list().find((one) => one.processId === processId)
    if (teller) onChange(teller.service)
  })
  return {
    check(service) {
      const all = control.list()
      forgetOthers(known, all)
      const workers = all.filter((one) => one.service === service && one.state === 'ready')
      const tellers = workers.flatMap(({ worker, processId }) => {
        const found = known.get(processId)
        return found ? [{ worker, ...found }] : []
      })
      return judge(tellers, workers.length)
    },
    stop,
  }
}

function forgetOthers(known: Map<number, Found>, all: readonly ProcessSnapshot[]): void {
  const there = new Set(all.map(({ processId }) => processId))
  for (const processId of known.keys()) if (!there.has(processId)) known.delete(processId)
}

function judge(
  tellers: readonly (Found & { readonly worker: number | null })[],
  workers: number,
): CheckResult {
  const ill = tellers.filter(({ status }) => status !== 'pass')
  const observed = {
    observedValue: tellers.length - ill.length,
    observedUnit: 'healthy workers',
  }
  if (ill.length === 0) return observed
  const output = ill.map(({ worker, reason }) => `worker ${worker}: ${reason}`).join('; ')
  const isWhole = ill.length === workers && ill.every(({ status }) => status === 'fail')
  return { status: isWhole ? 'fail' : 'warn', ...observed, output }
}
