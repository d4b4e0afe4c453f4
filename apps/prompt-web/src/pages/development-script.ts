import type { FastifyPluginAsync } from 'fastify'

/**
 * Serves the editor's script from its sources, so that development needs no build before it. It is
 * the only script with packages from npm, which browsers cannot load as they are.
 */
export const developmentScript: FastifyPluginAsync<{ readonly path: string }> = async (
  app,
  { path },
) => {
  app.get(`${path}/scripts/editor.js`, async (_request, reply) => {
    // Named so that no bundler follows it: the bundler itself is no part of what is deployed.
    const module = new URL('./editor-script.ts', import.meta.url).href
    const { bundleEditorScript } = (await import(module)) as typeof import('./editor-script.ts')
    return reply
      .type('text/javascript; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(await bundleEditorScript())
  })
}
