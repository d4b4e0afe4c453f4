import type { PromptBinError } from '@promptbin/errors'
import { batchUnknown, notJsonRpc, outcomeUnknown, relayBusy } from '../errors.ts'
import {
  errorLine,
  internalErrorCode,
  invalidRequestCode,
  type MessageOf,
  parseErrorCode,
  parseLine,
  type RequestId,
} from '../json-rpc.ts'
import { createHandshake } from './handshake.ts'
import { createListenStreams } from './listen-streams.ts'
import { createOpenRequests } from './open-requests.ts'
import { createResourceSubscriptions } from './resource-subscriptions.ts'
import { createServerRequests } from './server-requests.ts'

/**
 * What the relay is to do next: write a line one way or the other, connect anew, or send no more
 * over this connection.
 */
export type RelayAction =
  | { readonly to: 'client' | 'gateway'; readonly line: string }
  | { readonly to: 'connection'; readonly refused: string }
  | { readonly to: 'connection'; readonly sendsNoMore: true }

/** What a gateway says that stops: it answers what it was asked until now. Not for the client. */
const drainingMethod = 'notifications/promptbin/draining'

type Actions = readonly RelayAction[]

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
 * once, nothing that changes something is sent twice, and a fresh gateway sees the handshake and
 * the subscriptions that the client made with the first one.
 */
export class RelayState {
  readonly #open = createOpenRequests()
  readonly #handshake = createHandshake()
  readonly #followed = createResourceSubscriptions()
  readonly #streams = createListenStreams()
  readonly #asked = createServerRequests()
  #gateway: 'down' | 'replaying' | 'up' | 'leaving' = 'down'
  /** Why there is no gateway to wait for. */
  #absence: PromptBinError | undefined

  /** Whether the client waits for nothing. */
  get isIdle(): boolean {
    return this.#open.size === 0
  }

  fromClient(line: string): Actions {
    const parsed = parseLine(line)
    const { kind, messages } = parsed
    if (kind === 'not json') return [refusal(null, notJsonRpc(), parseErrorCode)]
    if (kind === 'not a message') return [refusal(parsed.id, notJsonRpc(), invalidRequestCode)]
    if (kind === 'batch' && !this.#handshake.takesBatches) {
      return [refusal(null, batchUnknown(), invalidRequestCode)]
    }
    return messages.flatMap((message) => {
      if (message.kind === 'request') return this.#request(message)
      if (message.kind === 'notification') return this.#notice(message)
      const answer = this.#asked.answer(message)
      return answer === undefined ? [] : this.#pass(answer)
    })
  }

  /** A line of the client was too long to be kept, so which request it was cannot be told. */
  clientLineTooLong(maxLineBytes: number): Actions {
    const message = `A message may have at most ${maxLineBytes} bytes.`
    return [toClient(errorLine(null, { code: invalidRequestCode, message }))]
  }

  fromGateway(line: string): Actions {
    return parseLine(line).messages.flatMap((message) => {
      if (message.kind === 'answer') return this.#answer(message)
      if (message.kind === 'request') return [toClient(this.#asked.open(message))]
      if (message.method === drainingMethod) return this.#drained()
      return this.#told(message).map(toClient)
    })
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
    return [
      ...this.#asked.abandon().map(toClient),
      ...this.#open.giveUpUnrepeatable(options).map(({ id }) => refusal(id, outcomeUnknown())),
    ]
  }

  /** No gateway is to be expected soon: what waits for one is answered, and until then what comes. */
  unavailable(error: PromptBinError): Actions {
    this.#absence = error
    const waiting = [...this.#open.giveUpWaiting(), ...this.#streams.giveUpWaiting()]
    return waiting.map(({ id }) => refusal(id, error))
  }

  #request(request: MessageOf<'request'>): Actions {
    if (this.#absence) return [refusal(request.id, this.#absence)]
    if (request.method === 'subscriptions/listen') return this.#listen(request)
    if (this.#open.isFull(request)) return [refusal(request.id, relayBusy())]
    if (request.method === 'initialize') this.#handshake.begin(request)
    this.#open.add(request, { sent: this.#gateway === 'up' })
    return this.#pass(request.line)
  }

  #listen(request: MessageOf<'request'>): Actions {
    if (this.#streams.isFull) return [refusal(request.id, relayBusy())]
    this.#streams.open(request)
    return this.#pass(request.line)
  }

  #notice({ method, params, line }: MessageOf<'notification'>): Actions {
    if (method === 'notifications/initialized') this.#handshake.confirm(line)
    if (method === 'notifications/cancelled') {
      this.#open.cancel(params['requestId'])
      this.#streams.cancel(params['requestId'])
    }
    return this.#pass(line)
  }

  /** What is asked from now on waits for the next gateway. */
  #drained(): Actions {
    this.#gateway = 'leaving'
    return [{ to: 'connection', sendsNoMore: true }]
  }

  /** A gateway that is not there yet shares no state that the line could be about. */
  #pass(line: string): Actions {
    return this.#gateway === 'up' ? [toGateway(line)] : []
  }

  #told(notification: MessageOf<'notification'>): readonly string[] {
    const { method, line } = notification
    if (method === 'notifications/cancelled') return [this.#asked.cancel(notification)]
    if (method === 'notifications/subscriptions/acknowledged') {
      return this.#streams.acknowledged(notification)
    }
    return [line]
  }

  #answer(answer: MessageOf<'answer'>): Actions {
    if (this.#handshake.isReplay(answer.id)) return this.#replayAnswered(answer)
    const missed = this.#followed.replayed(answer.id)
    if (missed) return missed.map(toClient)
    if (this.#streams.has(answer.id)) return this.#streams.answered(answer).map(toClient)
    const request = this.#open.answered(answer.id, answer.result)
    if (!request) return []
    if (request.method === 'initialize') this.#handshake.answered(answer)
    else if (answer.result) this.#followed.granted(request)
    return [toClient(answer.line)]
  }

  #replayAnswered({ result, line }: MessageOf<'answer'>): Actions {
    if (!result) return [{ to: 'connection', refused: line }]
    if (this.#gateway === 'leaving') return []
    return [
      ...[...this.#handshake.confirmation(), ...this.#followed.replay()].map(toGateway),
      ...this.#sendWaiting(),
      ...this.#handshake.missed().map(toClient),
    ]
  }

  #sendWaiting(): Actions {
    this.#gateway = 'up'
    const waiting = this.#open.sendWaiting().flatMap(({ method, line }) => {
      const confirmation = method === 'initialize' ? this.#handshake.confirmation() : []
      return [line, ...confirmation]
    })
    return [...this.#streams.replay(), ...waiting].map(toGateway)
  }
}
