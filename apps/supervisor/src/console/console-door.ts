import { createEventStreams, exemptFromPressure, needing } from '@promptbin/service'
import type { FastifyPluginAsync } from 'fastify'
import type { ConsoleAccess } from '../access/console-access.ts'
import { loginRoutes } from '../access/login-routes.ts'
import type { Console } from './console.ts'
import { consoleStreamsTooMany } from './errors.ts'
import type { ConsoleSource } from './source.ts'

/** As many pages as are looked at at once. */
const maxStreams = 20

/** The address of every page. */
const pages = [
  '/',
  '/services/:service',
  '/events',
  '/genealogy',
  '/logs',
  '/errors',
  '/errors/:fingerprint',
  '/configuration',
  '/operations',
  '/operations/:operation',
  '/audit',
  '/tokens',
  '/profiles',
  '/backups',
  '/webhooks',
  '/reports',
  '/diagnostics',
] as const

/** The pattern of an address of a page. */
export type PagePath = (typeof pages)[number]

interface StreamQuery {
  readonly part?: readonly string[]
  readonly figures?: boolean
}

const streamSchema = {
  querystring: {
    type: 'object',
    properties: {
      part: { type: 'array', items: { type: 'string', maxLength: 80 }, maxItems: 12 },
      figures: { type: 'boolean', default: false },
    },
    additionalProperties: false,
  },
} as const

/** What the console shows, and whom. */
export interface ConsoleDoorOptions extends ConsoleSource {
  readonly access: ConsoleAccess
}

/**
 * Where browsers come in. What is behind it, all pages with their markup, is read when somebody looks
 * for the first time: most instances are never looked at, and need not keep it.
 */
export const consoleDoor: FastifyPluginAsync<ConsoleDoorOptions> = async (app, source) => {
  let opened: Promise<Console> | undefined
  const open = () => {
    opened ??= import('./console.ts').then(({ createConsole }) => createConsole(source))
    return opened
  }
  const streams = createEventStreams(app, { maxStreams, tooMany: consoleStreamsTooMany })
  // It is for times in which much goes wrong at once.
  const config = exemptFromPressure

  app.addHook('onRoute', needing('admin'))
  app.setErrorHandler(async (error, request, reply) => {
    const { status } = error as { readonly status?: number }
    if (status === 401 && request.method === 'GET') {
      return reply.redirect(`/login?next=${encodeURIComponent(request.url)}`, 303)
    }
    return (await open()).answerError(error, request, reply)
  })
  await app.register(loginRoutes, {
    access: source.access,
    show: async (view, request, reply, error) =>
      (await open()).answerLogin(view, request, reply, error),
  })
  for (const path of pages) {
    app.get(path, { config }, async (request, reply) =>
      (await open()).answerPage(path, request, reply),
    )
  }
  // Not worth a line each; and also for whoever is about to log in.
  const assetConfig = { ...config, quiet: true, access: 'anybody' } as const
  app.get('/console/assets/:version/:file', { config: assetConfig }, async (request, reply) =>
    (await open()).answerAsset(request, reply),
  )
  app.get<{ Querystring: StreamQuery }>(
    '/console/stream',
    // A HEAD would stay open like the stream itself.
    { exposeHeadRoute: false, schema: streamSchema, config: { ...config, quiet: true } },
    async (request, reply) => {
      const { part: parts = [], figures = false } = request.query
      const { liveEvents } = await open()
      return streams.answer(request, reply, (signal) => liveEvents({ parts, figures }, signal))
    },
  )
  // What nothing else answers: a page for people, a problem document for programs.
  app.get('/*', async (request, reply) => {
    if (!request.headers.accept?.includes('text/html')) return reply.callNotFound()
    return (await open()).answerUnknown(request, reply)
  })
}
