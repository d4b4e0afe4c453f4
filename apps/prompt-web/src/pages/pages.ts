import formBody from '@fastify/formbody'
import staticFiles from '@fastify/static'
import type { FastifyPluginAsync } from 'fastify'
import { pageNotFound } from '../errors.ts'
import type { Library } from '../library/library.ts'
import type { Site } from '../views/frame/page.ts'
import { connectPage } from '../views/library/connect-page.ts'
import { findAssets } from './assets.ts'
import { editPages } from './edit-pages.ts'
import { historyPages } from './history-pages.ts'
import { answerError, sendHtml } from './html-answers.ts'
import { listPages } from './list-pages.ts'
import { newPages } from './new-pages.ts'
import { promptPages } from './prompt-pages.ts'

/** What the pages are made over. */
export interface PagesOptions {
  readonly library: Library
  /** The address that people give to their AI clients. */
  readonly mcpUrl: string
}

/**
 * The longest text that the API takes within its 1 MiB. A form needs up to three bytes for one of
 * a text that is not plain English.
 */
const formLimitBytes = 3 * 1024 * 1024

const yearSeconds = 365 * 24 * 60 * 60

/** The web pages: everything that people see. Errors are pages too. */
export const pages: FastifyPluginAsync<PagesOptions> = async (app, { library, mcpUrl }) => {
  const assets = await findAssets()
  const site: Site = { assetsPath: assets.path, mcpUrl }
  app.setErrorHandler((error, request, reply) => answerError(site, error, request, reply))

  await app.register(staticFiles, {
    root: [...assets.folders],
    prefix: `${assets.path}/`,
    allowedPath: (path) => assets.files.has(path),
    index: false,
    decorateReply: false,
    ...(assets.isFinal ? { immutable: true, maxAge: yearSeconds * 1_000 } : { maxAge: 0 }),
  })

  // Pages take forms only: JSON is for the API, where every field of it is checked.
  app.removeAllContentTypeParsers()
  await app.register(formBody, { bodyLimit: formLimitBytes })

  for (const group of [listPages, newPages, promptPages, editPages, historyPages]) {
    await app.register(group, { library, site })
  }

  app.get('/connect', (_request, reply) => sendHtml(reply, connectPage(site)))

  // What nothing else answers: a page for people, a problem document for programs.
  app.get('/*', (request, reply) => {
    if (!request.headers.accept?.includes('text/html')) return reply.callNotFound()
    throw pageNotFound()
  })
}
