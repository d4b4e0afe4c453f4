import type { McpServerFactory } from '@modelcontextprotocol/server'
import type { PromptClient } from '@promptbin/prompt-client'
import { adoptTrace } from '@promptbin/service'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { authInfoOf } from '../http/exchange.ts'
import { parseMessages } from '../http/message-body.ts'
import { type Asker, type OperationReport, toolOf } from '../mcp/operation.ts'
import { namedParent } from '../tracing/named-parent.ts'
import type { TraceOperation } from '../tracing/operation-trace.ts'
import { createAnswerTemplate, usedPromptOf } from './kept/answer-template.ts'
import { createKeptAnswers, type KeptAnswer } from './kept/kept-answers.ts'
import { worthKeeping } from './kept/worth-keeping.ts'
import { createMuxes, type Mux } from './mux/mux.ts'
import type { Answer, MuxRequest } from './mux/mux-transport.ts'
import { type CutRequest, cutRequest, isCutRight } from './request/cut-request.ts'
import { findKept } from './request/find-kept.ts'
import { decisiveHeaders, mayBeHot, readHotRequest } from './request/hot-request.ts'
import { writeAnswer } from './write-answer.ts'

/** By what requests are answered: bytes that are ready, the server they share, or one of their own. */
export type FastLayer = 'bytes' | 'mux' | 'sdk'

export interface FastPathOptions {
  readonly library: Pick<PromptClient, 'changes' | 'noteUse'>
  /** What makes the servers of a profile, `null` for the whole library; undefined for none. */
  readonly factoryFor: (profile: string | null) => McpServerFactory | undefined
  /** Takes the report on a request that was answered from bytes, which no server has seen. */
  readonly onOperation: (report: OperationReport) => void
  readonly onServed?: (layer: FastLayer) => void
  /** Records those requests too; undefined while nothing is traced. */
  readonly trace?: TraceOperation | undefined
}

/** How much of the work the fast path does, and what it holds for that. */
export interface FastPathDescription {
  /** Requests since the start. */
  readonly served: Readonly<Record<FastLayer, number>>
  readonly kept: { readonly entries: number; readonly bytes: number }
}

/** A way around the SDK's cost per request, for what clients of 2026-07-28 ask most often. */
export interface FastPath {
  /**
   * Answers a POST to `/mcp` or `/mcp/:profile` exactly as the SDK would. `false` when it did
   * nothing, because the request is unusual in any way.
   */
  serve(request: FastifyRequest, body: Buffer, reply: FastifyReply): boolean | Promise<boolean>
  /** From now on every answer asks its client to come back on a new connection. */
  drain(): void
  describe(): FastPathDescription
  close(): Promise<void>
}

/** What is known of a request whose answer is kept. */
interface About {
  readonly method: string
  readonly tool: string
  readonly asker: Asker
  /** The prompt that every such answer is a use of. */
  readonly usedPrompt: string | undefined
}

/** A request whose answer is not kept yet. */
interface Miss {
  readonly request: MuxRequest
  readonly cut: CutRequest | undefined
  readonly key: string | undefined
}

/** Longer requests are rare, and looking at each byte of one costs more than can be won. */
const maxRequestBytes = 64 * 1024

/** What is refused because the client cannot do what it takes (MCP 2026-07-28 basic). */
const missingCapability = -32_021

const statusOf = (answer: Answer) =>
  'error' in answer && answer.error.code === missingCapability ? 400 : 200

const profileOf = ({ params }: FastifyRequest) =>
  (params as { readonly profile?: string }).profile ?? null

function parse(body: Buffer): unknown {
  try {
    return parseMessages(body)
  } catch {
    // Whoever serves the request instead says what is wrong with it.
    return undefined
  }
}

/** What to keep of an answer of the mux; undefined if it may not be given again. */
function toKeep(mux: Mux, { request, cut }: Miss, answer: Answer): KeptAnswer<About> | undefined {
  const result = worthKeeping(answer)
  if (!result || !cut || !isCutRight(cut, request.message)) return undefined
  const { method } = request.message
  const tool = toolOf(request.message)
  const about = { method, tool, asker: mux.askerOf(request), usedPrompt: usedPromptOf(result) }
  return { template: createAnswerTemplate(result), about }
}

/** Records the span that a server would have recorded, had it seen the request. */
function traceKept(
  trace: TraceOperation,
  { method, tool, usedPrompt, asker }: About,
  { id, parent }: CutRequest,
  serve: () => boolean,
): boolean {
  const name = method === 'tools/call' ? tool : usedPrompt
  return trace({ method, name, id: JSON.parse(id), transport: 'tcp' }, parent, (end) => {
    const isServed = serve()
    end(asker.protocolVersion, '')
    return isServed
  })
}

/** Counts requests by what answers them; `finish` gives whether the request is answered. */
function countServed(onServed?: (layer: FastLayer) => void) {
  const served = { bytes: 0, mux: 0, sdk: 0 }
  const finish = (layer: FastLayer): boolean => {
    served[layer] += 1
    onServed?.(layer)
    return layer !== 'sdk'
  }
  return { served, finish }
}

/** Makes the fast path; it holds nothing until the first request. */
export function createFastPath(options: FastPathOptions): FastPath {
  const { library, onOperation, trace } = options
  const revision = () => library.changes.revision()
  const kept = createKeptAnswers<About>({ revision, now: () => performance.now() })
  const muxes = createMuxes(options.factoryFor)
  let isLast = false
  const { served, finish } = countServed(options.onServed)

  function serveKept(
    { template, about }: KeptAnswer<About>,
    { id }: CutRequest,
    reply: FastifyReply,
  ): boolean {
    const started = performance.now()
    reply.request.frequent = true
    const { method, tool, asker, usedPrompt } = about
    writeAnswer(reply, { status: 200, body: template.fill(id), isLast })
    if (usedPrompt !== undefined) library.noteUse(usedPrompt)
    const durationMs = performance.now() - started
    const answered = { durationMs, errorType: '', fault: undefined }
    onOperation({ ...asker, method, tool, transport: 'tcp', ...answered })
    return finish('bytes')
  }

  async function serveByMux(made: Promise<Mux>, miss: Miss, reply: FastifyReply): Promise<boolean> {
    const madeAt = revision()
    const mux = await made
    const answer = await mux.ask(miss.request)
    const worth = miss.key === undefined ? undefined : toKeep(mux, miss, answer)
    if (worth && miss.key !== undefined) kept.keep(miss.key, worth, madeAt)
    const body = Buffer.from(JSON.stringify(answer)).toString('latin1')
    writeAnswer(reply, { status: statusOf(answer), body, isLast })
    return finish('mux')
  }

  return {
    serve: (request, body, reply) => {
      const headers = decisiveHeaders(request.headers)
      if (body.length > maxRequestBytes || !mayBeHot(headers)) return finish('sdk')
      const authInfo = authInfoOf(request)
      const profile = profileOf(request)
      const sender = { authInfo, profile, headers }
      const { cut, key, found } = findKept(kept, cutRequest(body), sender)
      if (found && cut) {
        adoptTrace(request, reply, cut.parent)
        if (!trace) return serveKept(found, cut, reply)
        return traceKept(trace, found.about, cut, () => serveKept(found, cut, reply))
      }
      const mux = muxes.of(profile)
      const message = mux && readHotRequest(headers, parse(body))
      if (!message) return finish('sdk')
      adoptTrace(request, reply, namedParent(message))
      const { signal } = request.deadline
      return serveByMux(mux, { request: { message, authInfo, signal }, cut, key }, reply)
    },
    drain: () => {
      isLast = true
    },
    describe: () => ({ served, kept: { entries: kept.entries, bytes: kept.bytes } }),
    close: muxes.close,
  }
}
