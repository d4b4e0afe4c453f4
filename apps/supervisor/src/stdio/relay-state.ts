import type { PromptBinError } from '@promptbin/errors'
import { notJsonRpc, outcomeUnknown, relayBusy } from '../errors.ts'
import { createHandshake } from './handshake.ts'
import {
  errorLine,
  internalErrorCode,
  invalidRequestCode,
  type Message,
  parseErrorCode,
  parseLine,
  type RequestId,
} from './json-rpc.ts'
import { createOpenRequests } from './open-requests.ts'

/** What the relay is to do next: write a line one way or the other, or connect anew. */
export type RelayAction =
  | { readonly to: 'client' | 'gateway'; readonly line: string }
  | { readonly to: 'connection'; readonly refused: string }

type Actions = readonly RelayAction[]
type MessageOf<Kind> = Extract<Message, { kind: Kind }>

const toClient = (line: string): RelayAction => ({ to: 'client', line })
const toGateway = (line: string): RelayAction => ({ to: 'gateway', line })

/** MCP reserves no number for our errors, so their code and hint travel as data. */
function refusal(
  id: RequestId | null,
  { message, code, hint }: PromptBinError,
  number = internalErrorCode,
): RelayAction {
  return toClient(errorLine(id, { code: number, message, data: { code, hint } }))
}

/**
 * The memory of a relay between one AI client and a gateway that may die and come back: lines and
 * events in, actions out, no I/O. What it promises: every request of the client is answered exactly
 * once, nothing that changes something is sent twice, and a fresh gateway sees the handshake that
 * the client made with the first one.
 */
export class RelayState {
  readonly #open = createOpenRequests()
  readonly #handshake = createHandshake()
  #gateway: 'down' | 'replaying' | 'up' = 'down'
  /** Why there is no gateway to wait for. */
  #absence: PromptBinError | undefined

  /** Whether the client waits for nothing. */
  get isIdle(): boolean {
    return this.#open.size === 0
  }

  fromClient(line: string): Actions {
    const messages = parseLine(line)
    if (!messages) return [refusal(null, notJsonRpc(), parseErrorCode)]
    return messages.flatMap((message) => {
      if (message.kind === 'request') return this.#request(message)
      if (message.kind === 'notification') this.#notice(message)
      return this.#pass(message)
    })
  }

  /** A line of the client was too long to be kept, so which request it was cannot be told. */
  clientLineTooLong(maxLineBytes: number): Actions {
    const message = `A message may have at most ${maxLineBytes} bytes.`
    return [toClient(errorLine(null, { code: invalidRequestCode, message }))]
  }

  fromGateway(line: string): Actions {
    const messages = parseLine(line) ?? []
    return messages.flatMap((message) =>
      message.kind === 'answer' ? this.#answer(message) : [toClient(message.line)],
    )
  }

  connected(): Actions {
    this.#absence = undefined
    const replay = this.#handshake.replay()
    if (replay === undefined) return this.#sendWaiting()
    this.#gateway = 'replaying'
    return [toGateway(replay)]
  }

  /** `mayRepeat: false` answers the reads too, when asking again would end the same way. */
  disconnected(options: { readonly mayRepeat: boolean } = { mayRepeat: true }): Actions {
    this.#gateway = 'down'
    return this.#open.giveUpUnrepeatable(options).map(({ id }) => refusal(id, outcomeUnknown()))
  }

  /** No gateway is to be expected soon: what waits for one is answered, and until then what comes. */
  unavailable(error: PromptBinError): Actions {
    this.#absence = error
    return this.#open.giveUpWaiting().map(({ id }) => refusal(id, error))
  }

  #request(request: MessageOf<'request'>): Actions {
    if (this.#absence) return [refusal(request.id, this.#absence)]
    if (this.#open.isFull(request)) return [refusal(request.id, relayBusy())]
    if (request.method === 'initialize') this.#handshake.begin(request)
    this.#open.add(request, { sent: this.#gateway === 'up' })
    return this.#pass(request)
  }

  #notice({ method, params, line }: MessageOf<'notification'>): void {
    if (method === 'notifications/initialized') this.#handshake.confirm(line)
    if (method === 'notifications/cancelled') this.#open.cancel(params['requestId'])
  }

  /** A gateway that is not there yet shares no state that the line could be about. */
  #pass({ line }: Message): Actions {
    return this.#gateway === 'up' ? [toGateway(line)] : []
  }

  #answer(answer: MessageOf<'answer'>): Actions {
    if (this.#handshake.isReplay(answer.id)) return this.#replayAnswered(answer)
    const request = this.#open.answered(answer.id, answer.result)
    if (request?.method === 'initialize') this.#handshake.answered(answer)
    return request ? [toClient(answer.line)] : []
  }

  #replayAnswered({ result, line }: MessageOf<'answer'>): Actions {
    if (!result) return [{ to: 'connection', refused: line }]
    return [...this.#handshake.confirmation().map(toGateway), ...this.#sendWaiting()]
  }

  #sendWaiting(): Actions {
    this.#gateway = 'up'
    return this.#open.sendWaiting().flatMap(({ method, line }) => {
      const confirmation = method === 'initialize' ? this.#handshake.confirmation() : []
      return [line, ...confirmation].map(toGateway)
    })
  }
}
