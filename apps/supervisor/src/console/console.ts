import { routeNotFound, type ServerSentEvent } from '@promptbin/service'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { LoginView } from '../access/login-routes.ts'
import { type Assets, loadAssets } from './assets/load-assets.ts'
import type { PagePath } from './console-door.ts'
import { type PageContent, page } from './frame/page.ts'
import { problemPage } from './frame/problem-page.ts'
import { sendPage } from './html-answer.ts'
import { LiveFeed } from './live/live-feed.ts'
import { type LiveWishes, liveStream } from './live/live-stream.ts'
import { loginPage } from './login/login-page.ts'
import { createAsk } from './pages/ask.ts'
import { pages } from './pages/pages.ts'
import type { ConsoleSource } from './source.ts'
import { takeView } from './view/view.ts'

/** All that is behind the door. */
export interface Console {
  /** `path` is the pattern of the address. */
  answerPage(path: PagePath, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply>
  answerLogin(
    view: LoginView,
    request: FastifyRequest,
    reply: FastifyReply,
    error?: unknown,
  ): FastifyReply
  answerAsset(request: FastifyRequest, reply: FastifyReply): FastifyReply
  answerUnknown(request: FastifyRequest, reply: FastifyReply): FastifyReply
  answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply
  liveEvents(wishes: LiveWishes, signal: AbortSignal): AsyncIterable<ServerSentEvent>
}

const yearSeconds = 365 * 24 * 60 * 60

/** The console over what the supervisor knows. */
export async function createConsole(source: ConsoleSource): Promise<Console> {
  const assets = await loadAssets()
  const feed = new LiveFeed(source)

  function send(reply: FastifyReply, content: PageContent): FastifyReply {
    const frame = { assetsPath: assets.path, view: takeView(source), who: whoIs(reply) }
    return sendPage(reply, page(frame, content), content.status)
  }
  function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply) {
    return send(reply, problemPage(request.problemOf(error)))
  }
  return {
    async answerPage(path, request, reply) {
      const make = pages[path]
      const { params, url } = request
      return send(
        reply,
        await make({
          source,
          view: takeView(source),
          params: params as Readonly<Record<string, string>>,
          query: new URL(url, 'http://console').searchParams,
          ask: createAsk(source, request, reply),
          signal: request.deadline.signal,
        }),
      )
    },
    answerAsset: (request, reply) => sendAsset(assets, request, reply),
    answerUnknown: (request, reply) =>
      answerError(routeNotFound('GET', request.url), request, reply),
    answerLogin: (view, request, reply, error) => {
      const problem = error === undefined ? undefined : request.problemOf(error)
      const { web } = source.takenConfig()
      const webUrl = `http://${request.hostname}:${web.port}`
      const markup = loginPage(view, { assetsPath: assets.path, problem, webUrl })
      return sendPage(reply, markup, problem?.status)
    },
    answerError,
    liveEvents: (wishes, signal) => liveStream(feed, source, wishes, signal),
  }
}

/** The name of somebody who is logged in here; nobody has to be where all are known. */
function whoIs({ request }: FastifyReply): string | undefined {
  const { principal, sessionHash } = request
  return sessionHash === null ? undefined : principal.id.replace(/^(account|token):/, '')
}

function sendAsset(assets: Assets, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { file } = request.params as { readonly file: string }
  const asset = assets.files.get(file)
  if (!asset) throw routeNotFound('GET', request.url)
  const age = assets.isFinal ? `public, max-age=${yearSeconds}, immutable` : 'no-store'
  return reply.header('cache-control', age).type(asset.type).send(asset.content)
}
