import type { Heartbeat } from '@promptbin/ipc'
import type { Failure, RestartDecision } from '@promptbin/restart'

/** Where a service is in its life; `exited` also while its next start is being waited for. */
export type ServiceState = 'starting' | 'ready' | 'stopping' | 'exited' | 'failed'

/** Everything that can happen to a service; log, metrics and the instance file follow these. */
export type ServiceEvent =
  | { readonly type: 'started'; readonly pid: number | undefined }
  | { readonly type: 'ready'; readonly pid: number | undefined; readonly startedInMs: number }
  | {
      readonly type: 'failed'
      readonly pid: number | undefined
      readonly failure: Failure
      readonly decision: RestartDecision
    }
  | { readonly type: 'stopped'; readonly pid: number | undefined }

/** A service as the API and `promptbin status` show it. */
export interface ServiceSnapshot {
  readonly service: string
  /** Counts the processes of one service from 0. */
  readonly worker: number
  readonly pid: number | undefined
  readonly state: ServiceState
  readonly url: string
  /** When the present process was started; ISO 8601, UTC. */
  readonly startedAt: string | undefined
  /** Since when it is ready; 0 when it is not. */
  readonly uptimeSeconds: number
  readonly restarts: number
  /** Why it was restarted last, or why it is not restarted any more. */
  readonly lastRestartReason: string | undefined
  readonly heartbeat: Heartbeat | undefined
}
