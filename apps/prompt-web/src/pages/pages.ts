import { needing } from '@promptbin/service'
import type { FastifyPluginAsync } from 'fastify'
import { pageNotFound } from '../errors.ts'
import type { Library } from '../library/library.ts'
import type { LoginOperations } from '../logins/login-operations.ts'
import type { Site } from '../views/frame/page.ts'
import { connectPage } from '../views/welcome/connect-page.ts'
import { assetRoutes } from './asset-routes.ts'
import { findAssets } from './assets.ts'
import { docsPages } from './docs-pages.ts'
import { editPages } from './editing/edit-pages.ts'
import { newPages } from './editing/new-pages.ts'
import { previewPages } from './editing/preview-pages.ts'
import { takeForms } from './form/form-body.ts'
import { answerError, sendHtml } from './html-answers.ts'
import { labelPages } from './labels/label-pages.ts'
import { batchPages } from './list/batch-pages.ts'
import { listPages } from './list/list-pages.ts'
import { trashPages } from './list/trash-pages.ts'
import { accountPages } from './logins/account-pages.ts'
import { accountsPages } from './logins/accounts-pages.ts'
import { loginPages } from './logins/login-pages.ts'
import { tokenPages } from './logins/token-pages.ts'
import { mergePages } from './merging/merge-pages.ts'
import { actionPages } from './prompt/action-pages.ts'
import { duplicatePages } from './prompt/duplicate-pages.ts'
import { promptPages } from './prompt/prompt-pages.ts'
import { tryPages } from './prompt/try-pages.ts'
import { sharePages } from './shares/share-pages.ts'
import { themePages } from './theme/theme-pages.ts'
import { exportPages } from './transfer/export-pages.ts'
import { importPages } from './transfer/import-pages.ts'
import { diffPages } from './versions/diff-pages.ts'
import { historyPages } from './versions/history-pages.ts'

/** What the pages are made over. */
export interface PagesOptions {
  readonly library: Library
  readonly logins: LoginOperations
  readonly isLoginRequired: boolean
  /** The address that people give to their AI clients. */
  readonly mcpUrl: string
  /** What people are told while nothing is to be changed, else null. */
  readonly maintenance?: () => string | null
  /** Whether the library is damaged, so that it is only read. */
  readonly isDamaged?: () => boolean
}

/** The web pages: everything that people see. Errors are pages too. */
export const pages: FastifyPluginAsync<PagesOptions> = async (app, options) => {
  const { library, logins, isLoginRequired, mcpUrl, maintenance, isDamaged } = options
  const assets = await findAssets()
  const site: Site = {
    assetsPath: assets.path,
    mcpUrl,
    ...(maintenance && { maintenance }),
    ...(isDamaged && { isDamaged }),
  }
  app.setErrorHandler((error, request, reply) => answerError(site, error, request, reply))

  app.addHook('onRoute', needing('prompts:read', 'prompts:write'))

  await app.register(assetRoutes, { assets })

  // Pages take forms only: JSON is for the API, where every field of it is checked.
  app.removeAllContentTypeParsers()
  takeForms(app)

  const groups = [
    listPages,
    batchPages,
    newPages,
    editPages,
    mergePages,
    previewPages,
    promptPages,
    tryPages,
    actionPages,
    duplicatePages,
    historyPages,
    diffPages,
    labelPages,
    sharePages,
    trashPages,
    importPages,
    exportPages,
    docsPages,
    themePages,
    tokenPages,
  ]
  for (const group of groups) {
    await app.register(group, { library, site })
  }
  for (const group of [loginPages, accountPages, accountsPages]) {
    await app.register(group, { library, logins, isLoginRequired, site })
  }

  app.get('/connect', (_request, reply) => sendHtml(reply, connectPage(site)))

  // What nothing else answers: a page for people, a problem document for programs.
  app.get('/*', (request, reply) => {
    if (!request.headers.accept?.includes('text/html')) return reply.callNotFound()
    throw pageNotFound()
  })
}
