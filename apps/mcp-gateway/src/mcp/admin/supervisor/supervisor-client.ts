import type { BreakerState } from '@promptbin/breaker'
import { PromptBinError } from '@promptbin/errors'
import type { Operation } from '@promptbin/operations'
import type { TraceAttempt } from '@promptbin/prompt-client'
import {
  DEADLINE_HEADER,
  FACE_HEADER,
  INSTANCE_PROOF_HEADER,
  instanceProof,
  PRINCIPAL_HEADER,
  SCOPES_HEADER,
} from '@promptbin/service'
import { Pool } from 'undici'
import type { Asker } from '../../operation.ts'
import {
  gatewayLeaving,
  supervisorCallCancelled,
  supervisorTimeout,
  supervisorUnreachable,
} from './errors.ts'
import { readAnswer } from './read-answer.ts'
import { createSupervisorBreaker } from './supervisor-breaker.ts'

export interface SupervisorClientOptions {
  /** Where the supervisor answers. */
  readonly url: string
  /** What the processes of this instance know. */
  readonly instanceKey: string
  /** Joins what is asked with the request that it is asked for. */
  readonly trace: TraceAttempt
  /** Told when the breaker towards the supervisor changes. */
  readonly onBreaker?: (state: BreakerState) => void
  /** How long a change may take; two minutes unless told. */
  readonly changeTimeoutMs?: number
  /** How long what is under way may still take once this process is to go; 3 s unless told. */
  readonly leavingTimeoutMs?: number
}

/** On whose behalf the supervisor is asked, and for how long. */
export interface SupervisorCall {
  readonly asker: Asker
  readonly scopes: readonly string[]
  /** When whoever asks a question wants its answer, in milliseconds since the epoch. */
  readonly deadline: number
  readonly signal: AbortSignal
}

/** Has the supervisor perform operations, for somebody whom this gateway has let in. */
export interface SupervisorClient {
  /**
   * Gives what the operation answers. Throws what the supervisor refuses, `PB_SUPERVISOR_*`, and
   * `PB_MCP_GATEWAY_LEAVING` where this process ends before the answer is there.
   */
  perform(operation: Operation, input: object, call: SupervisorCall): Promise<object>
  /** From now on this process is to go: what is under way is answered soon. */
  leave(): void
  close(): Promise<void>
}

/** As long as a service may take to start and the processes before it to finish. */
const defaultChangeTimeoutMs = 120_000

/** Long enough for the answer of whoever has asked that we go; far less than a drain may take. */
const defaultLeavingTimeoutMs = 3_000

/** Kept back from a question's time, so that its failure can still be told to whoever waits. */
const marginMs = 50

const poolOptions = {
  // Nobody administers in more places at once; further calls wait, each within its deadline.
  connections: 8,
  // Each call has a connection of its own: calls are rare, and nothing is to keep the supervisor up.
  pipelining: 0,
  // It is on this machine.
  connect: { timeout: 1_000 },
  // Every call has a timer of its own, for its whole time.
  headersTimeout: 0,
  bodyTimeout: 0,
  // More than the longest list that the supervisor gives.
  maxResponseSize: 16 * 1024 * 1024,
} as const

/** An HTTP header carries only printable ASCII. */
const headerText = (text: string) => text.replace(/[^\x20-\x7e]+/g, '?').trim() || 'unknown'

/** Who asks, and proof that this process may say so. */
function headersOf({ asker, scopes }: SupervisorCall, proof: string): Record<string, string> {
  return {
    [INSTANCE_PROOF_HEADER]: proof,
    [FACE_HEADER]: 'mcp',
    [PRINCIPAL_HEADER]: headerText(asker.principal.id),
    [SCOPES_HEADER]: scopes.join(' '),
    'x-promptbin-client': headerText(asker.client),
  }
}

/** Ends a call after its time, with whoever asked, or because this process goes. */
function limitsOf(timeoutMs: number, asker: AbortSignal) {
  const ending = new AbortController()
  const end = (reason: Error) => ending.abort(reason)
  const cancel = () => end(supervisorCallCancelled())
  let timer = setTimeout(() => end(supervisorTimeout(Math.floor(timeoutMs))), timeoutMs)
  asker.addEventListener('abort', cancel, { once: true })
  if (asker.aborted) cancel()
  return {
    signal: ending.signal,
    leaveWithin: (ms: number) => {
      clearTimeout(timer)
      timer = setTimeout(() => end(gatewayLeaving()), Math.min(ms, timeoutMs))
    },
    release: () => {
      clearTimeout(timer)
      asker.removeEventListener('abort', cancel)
    },
  }
}

type Limits = ReturnType<typeof limitsOf>

/** Makes the way to the supervisor; nothing is connected before the first call. */
export function createSupervisorClient(options: SupervisorClientOptions): SupervisorClient {
  const { changeTimeoutMs = defaultChangeTimeoutMs } = options
  const { leavingTimeoutMs = defaultLeavingTimeoutMs } = options
  const proof = instanceProof(options.instanceKey)
  const pool = new Pool(new URL(options.url).origin, poolOptions)
  const breaker = createSupervisorBreaker(options.onBreaker ?? (() => {}))
  const underWay = new Set<Limits>()
  let isLeaving = false

  async function ask(
    operation: Operation,
    input: object,
    call: SupervisorCall,
    { timeoutMs, limits }: { readonly timeoutMs: number; readonly limits: Limits },
  ): Promise<object> {
    // The registry comes with it, which most gateways never need in memory.
    const { requestOf } = await import('@promptbin/operations')
    const { method, path, body } = requestOf(operation, { ...input })
    const traced = options.trace({ method, template: operation.http.path, resends: 0 })
    try {
      const answer = await pool.request({
        method,
        path,
        headers: {
          ...headersOf(call, proof),
          ...traced?.headers,
          ...(body && { 'content-type': 'application/json' }),
          // A change that has begun is not given up half way because nobody waits any more.
          ...(operation.effect === 'read' && { [DEADLINE_HEADER]: String(Math.ceil(timeoutMs)) }),
        },
        body: body ? JSON.stringify(body) : null,
        signal: limits.signal,
      })
      const text = await answer.body.text()
      traced?.end({ status: answer.statusCode })
      return readAnswer(`${method} ${operation.http.path}`, answer.statusCode, text)
    } catch (cause) {
      if (cause instanceof PromptBinError && !limits.signal.aborted) throw cause
      const ended: unknown = limits.signal.reason
      const error = ended instanceof PromptBinError ? ended : supervisorUnreachable.with({ cause })
      traced?.end({ errorCode: error.code })
      throw error
    }
  }

  async function askWithin(operation: Operation, input: object, call: SupervisorCall) {
    const isRead = operation.effect === 'read'
    const timeoutMs = isRead ? Math.max(1, call.deadline - Date.now() - marginMs) : changeTimeoutMs
    const limits = limitsOf(timeoutMs, call.signal)
    if (isLeaving) limits.leaveWithin(leavingTimeoutMs)
    underWay.add(limits)
    try {
      return await ask(operation, input, call, { timeoutMs, limits })
    } finally {
      underWay.delete(limits)
      limits.release()
    }
  }

  return {
    perform: (operation, input, call) => breaker.run(() => askWithin(operation, input, call)),
    leave: () => {
      isLeaving = true
      for (const limits of underWay) limits.leaveWithin(leavingTimeoutMs)
    },
    close: async () => {
      breaker.close()
      await pool.destroy()
    },
  }
}
