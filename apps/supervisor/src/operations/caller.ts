import type { Principal } from '@promptbin/security'

/** By which way somebody asks; `internal` is PromptBin itself. */
export type Face = 'rest' | 'mcp' | 'cli' | 'console' | 'file' | 'signal' | 'internal'

/** Who asks for an operation, and from where. */
export interface Caller {
  readonly principal: Principal
  readonly face: Face
  /** The network address that the request came from; empty where there is no network between. */
  readonly address: string
  /** The program that asked, as far as it said so. */
  readonly client: string | null
  /** Joins what is written down with the log lines of the request. */
  readonly requestId: string
  /** Whether a program of this machine asks, and not for somebody else. */
  readonly isSameMachine: boolean
  /** Aborted when nobody waits for the answer any more. */
  readonly signal?: AbortSignal
  /** Settles when the answer is out, for what ends the connection on which it goes. */
  readonly answered?: Promise<void>
}
