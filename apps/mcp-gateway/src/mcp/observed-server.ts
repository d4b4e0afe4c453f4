import {
  type Implementation,
  type JSONRPCRequest,
  ProtocolError,
  ProtocolErrorCode,
  type RequestId,
  type Result,
  Server,
  type ServerContext,
  type ServerOptions,
  UnsupportedProtocolVersionError,
} from '@modelcontextprotocol/server'
import { PromptBinError } from '@promptbin/errors'
import { currentRequestId } from '@promptbin/logging'
import { namedParent } from '../tracing/named-parent.ts'
import type { EndOperation, TraceOperation } from '../tracing/operation-trace.ts'
import { traitsOf } from './clients/client-traits.ts'
import { instructionsFor } from './clients/instructions.ts'
import { toProtocolError } from './errors.ts'
import {
  type Asker,
  askerOf,
  type Connection,
  type McpTransport,
  type OperationReport,
  toolOf,
} from './operation.ts'

export interface ObserverOptions {
  readonly transport: McpTransport
  readonly connection: Connection
  readonly onOperation: (report: OperationReport) => void
  /** Runs each request under its ids. */
  readonly trace: TraceOperation
}

type RequestHandler = (request: JSONRPCRequest, context: ServerContext) => Promise<Result>

/** Requests that the SDK answers by itself; the parameters are all that can be wrong with them. */
const answeredBySdk = new Set(['initialize', 'ping', 'server/discover'])

/** Whether the SDK refused the parameters, which it words as a dump of its validator. */
function isSdkRefusal(thrown: unknown, method: string): boolean {
  if (!(thrown instanceof ProtocolError)) return answeredBySdk.has(method)
  return thrown.message.startsWith('Invalid tools/call request')
}

/** The only version in which a request says all about itself. */
const modernVersion = '2026-07-28'

/**
 * Throws for a request that claims a version which nobody knows (MCP 2026-07-28 basic/versioning).
 * Over HTTP the SDK looks at every request, over lines at the first one only.
 */
function checkVersion({ era, protocolVersion }: Asker): void {
  if (era === 'legacy' || protocolVersion === modernVersion) return
  throw new UnsupportedProtocolVersionError({
    supported: [modernVersion],
    requested: protocolVersion,
  })
}

/** How a server introduces itself to a client, before and since 2026-07-28. */
const introductions = new Set(['initialize', 'server/discover'])

/** Adds to an introduction what this client's model is told; who asks is known once it is made. */
function introduce(result: Result, method: string, asker: () => Asker): Result {
  if (!introductions.has(method)) return result
  const { client, clientVersion } = asker()
  return { ...result, instructions: instructionsFor(traitsOf(client, clientVersion)) }
}

/** What a failure is called in metrics, and what of it nobody outside is told. */
function diagnose(
  thrown: unknown,
  { method, params }: JSONRPCRequest,
): { readonly error: ProtocolError; readonly fault: unknown } {
  if (isSdkRefusal(thrown, method)) {
    const message = `The parameters of ${method} are not as MCP defines them.`
    return { error: new ProtocolError(ProtocolErrorCode.InvalidParams, message), fault: undefined }
  }
  const isExpected = thrown instanceof ProtocolError || thrown instanceof PromptBinError
  return {
    error: toProtocolError(thrown, { requestId: currentRequestId(), uri: params?.['uri'] }),
    fault: isExpected ? undefined : thrown,
  }
}

/**
 * The SDK's server, with every request seen: each has a request id of its own, is reported once,
 * and fails with an error that says what to do and nothing of the inside.
 */
export class ObservedServer extends Server {
  readonly #options: ObserverOptions
  #clientIdOf = (id: RequestId): RequestId => id

  constructor(about: Implementation, serverOptions: ServerOptions, options: ObserverOptions) {
    super(about, serverOptions)
    this.#options = options
  }

  /** Who sends the request that this is the context of. */
  askerOf(context: ServerContext): Asker {
    return askerOf(context, this, this.#options.connection)
  }

  /** Lets it speak a revision that the SDK gives only to the servers it makes for one request. */
  alsoSpeak(revision: string): void {
    this._supportedProtocolVersions = [...this._supportedProtocolVersions, revision]
  }

  /** Lets traces have the ids of clients, where a transport gives requests others. */
  tellIds(clientIdOf: (id: RequestId) => RequestId): void {
    this.#clientIdOf = clientIdOf
  }

  /** The SDK's hook around every request handler, its own included. */
  protected override _wrapHandler(method: string, handler: RequestHandler): RequestHandler {
    const inner = super._wrapHandler(method, handler)
    return (request, context) => {
      const { trace, transport } = this.#options
      const id = this.#clientIdOf(request.id)
      const about = { method, name: request.params?.['name'], id, transport }
      return trace(about, namedParent(request), (end) =>
        this.#observe(request, context, () => inner(request, context), end),
      )
    }
  }

  async #observe(
    request: JSONRPCRequest,
    context: ServerContext,
    run: () => Promise<Result>,
    end: EndOperation,
  ): Promise<Result> {
    const { method } = request
    const started = performance.now()
    const report = (errorType: string, fault?: unknown) => {
      const durationMs = performance.now() - started
      const { transport, onOperation } = this.#options
      const asker = this.askerOf(context)
      const tool = toolOf(request)
      onOperation({ ...asker, method, tool, transport, durationMs, errorType, fault })
      end(asker.protocolVersion, errorType)
    }
    try {
      if (this.#options.transport === 'pipe') checkVersion(this.askerOf(context))
      const result = introduce(await run(), method, () => this.askerOf(context))
      report(result['isError'] === true ? 'tool_error' : '')
      return result
    } catch (thrown) {
      const { error, fault } = diagnose(thrown, request)
      report(String(error.code), fault)
      throw error
    }
  }
}
