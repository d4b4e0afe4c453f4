import staticFiles from '@fastify/static'
import { needing } from '@promptbin/service'
import type { FastifyPluginAsync } from 'fastify'
import type { Assets } from './assets.ts'
import { developmentScript } from './development-script.ts'

const yearSeconds = 365 * 24 * 60 * 60

/** Looks and scripts. They are no secret, and the login needs them. */
export const assetRoutes: FastifyPluginAsync<{ readonly assets: Assets }> = async (
  app,
  { assets },
) => {
  app.addHook('onRoute', needing('anybody'))
  await app.register(staticFiles, {
    root: [...assets.folders],
    prefix: `${assets.path}/`,
    allowedPath: (path) => assets.files.has(path),
    index: false,
    decorateReply: false,
    ...(assets.isFinal ? { immutable: true, maxAge: yearSeconds * 1_000 } : { maxAge: 0 }),
  })
  if (!assets.isFinal) await app.register(developmentScript, { path: assets.path })
}
