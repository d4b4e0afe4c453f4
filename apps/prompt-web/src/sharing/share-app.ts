import rateLimit from '@fastify/rate-limit'
import staticFiles from '@fastify/static'
import type { PromptStore } from '@promptbin/prompt-store'
import { createServiceApp, type Live, type ServiceAppOptions, valueNow } from '@promptbin/service'
import type { FastifyInstance, FastifyPluginAsync } from 'fastify'
import { linkNotFound, viewsTooMany } from '../errors.ts'
import { findAssets } from '../pages/assets.ts'
import { jsonEnding, privacyHeaders, sendShared, sendSharedProblem } from './share-answers.ts'
import { hashToken } from './share-token.ts'

/** What the door for links is made from. */
export interface ShareAppOptions
  extends Pick<
    ServiceAppOptions,
    'logger' | 'metrics' | 'health' | 'maxLoopDelayMs' | 'trustedProxies'
  > {
  readonly store: Pick<PromptStore, 'openShare' | 'noteShareView'>
  /** How many requests a minute one address may make. */
  readonly requestsPerMinute: Live<number>
}

const minuteMs = 60_000

/** So many addresses are counted at once; of more, the ones unheard of for longest start anew. */
const countedAddresses = 10_000

/** Nothing is read of any request here. */
const bodyLimitBytes = 1_024

/** What the pages load. */
const isForStrangers = (path: string) =>
  /^\/(?:styles\/.*\.css|scripts\/(?:shared|copy)\.js|icon\.svg)$/.test(path)

/** Builds the door for links, which knows nothing but them. It does not listen yet. */
export async function createShareApp(options: ShareAppOptions): Promise<FastifyInstance> {
  const { store, requestsPerMinute, ...service } = options
  const app = await createServiceApp({ ...service, bodyLimitBytes, isPublic: true })
  app.addHook('onRequest', async (_request, reply) => {
    reply.headers(privacyHeaders)
  })
  await app.register(links, { store, requestsPerMinute })
  return app
}

const links: FastifyPluginAsync<Pick<ShareAppOptions, 'store' | 'requestsPerMinute'>> = async (
  app,
  { store, requestsPerMinute },
) => {
  const assets = await findAssets()
  const site = { assetsPath: assets.path }
  app.setErrorHandler((error, request, reply) => sendSharedProblem(site, error, request, reply))
  await app.register(staticFiles, {
    root: [...assets.folders],
    prefix: `${assets.path}/`,
    allowedPath: (path) => assets.files.has(path) && isForStrangers(path),
    index: false,
    decorateReply: false,
    cacheControl: false,
  })
  await app.register(rateLimit, {
    max: () => valueNow(requestsPerMinute),
    timeWindow: minuteMs,
    cache: countedAddresses,
    errorResponseBuilder: () => viewsTooMany(),
  })

  app.get<{ Params: { token: string } }>('/s/:token', async (request, reply) => {
    const { token } = request.params
    const bare = token.endsWith(jsonEnding) ? token.slice(0, -jsonEnding.length) : token
    const shared = await store.openShare(hashToken(bare))
    if (shared === undefined) throw linkNotFound()
    if (request.method === 'GET') {
      await store.noteShareView(shared.share).catch((err: unknown) => {
        request.log.warn({ event: 'share.view_lost', err }, 'a view was not counted')
      })
    }
    return sendShared(site, shared, request, reply)
  })

  // Links of PromptBin 0.5 named the prompt as well.
  app.get<{ Params: { token: string } }>('/share/:token/:prompt', (request, reply) =>
    reply.redirect(`/s/${encodeURIComponent(request.params.token)}`, 301),
  )

  // Before a body is read, and without saying which address it was.
  app.all('/*', {
    onRequest: async () => {
      throw linkNotFound()
    },
    handler: async () => {
      throw linkNotFound()
    },
  })
}
