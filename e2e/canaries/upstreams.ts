import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import type { Canaries } from './secrets.ts'

/** Servers that PromptBin asks, which tell it what it must not repeat. */
export interface Upstreams {
  readonly collectorUrl: string
  readonly issuerUrl: string
  /** What the collector of logs was sent, without what it is let in with. */
  readonly shipped: string[]
  /** What it was let in with. */
  readonly authorizations: Set<string>
  close(): Promise<void>
}

interface LokiPush {
  readonly streams: readonly { readonly values: readonly [string, string][] }[]
}

function linesOf(body: string): readonly string[] {
  const { streams } = JSON.parse(body) as LokiPush
  return streams.flatMap(({ values }) => values.map(([, line]) => line))
}

/** What comes with the lines: labels. */
function withoutLines(body: string): string {
  return JSON.stringify(JSON.parse(body), (key, value) => (key === 'values' ? [] : value))
}

async function listen(answer: RequestListener): Promise<{ server: Server; url: string }> {
  const server = createServer(answer).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

/** A collector of logs, and an authorization server that fails with secrets in what it says. */
export async function startUpstreams(canaries: Canaries): Promise<Upstreams> {
  const shipped: string[] = []
  const authorizations = new Set<string>()
  const collector = await listen(async (request, response) => {
    authorizations.add(request.headers.authorization ?? '')
    const body = await text(request)
    shipped.push(...linesOf(body), withoutLines(body))
    response.writeHead(204).end()
  })
  const issuer = await listen((request, response) => {
    if (request.url?.includes('oauth-authorization-server')) {
      const location = `http://me:${canaries.upstreamRedirect.value}@127.0.0.1:1/?token=${canaries.upstreamRedirect.value}`
      response.writeHead(302, { location }).end()
      return
    }
    response.end(`postgres://db:${canaries.upstreamBody.value}@db.example/ is not JSON`)
  })
  return {
    collectorUrl: collector.url,
    issuerUrl: issuer.url,
    shipped,
    authorizations,
    async close() {
      for (const { server } of [collector, issuer]) {
        server.closeAllConnections()
        server.close()
        await once(server, 'close')
      }
    },
  }
}
