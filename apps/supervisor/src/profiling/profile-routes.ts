import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import type { FastifyPluginAsync } from 'fastify'
import { profileNotDrawable } from './errors.ts'
import { fileNameOf } from './profile.ts'
import type { ProfileManager } from './profile-manager.ts'

const flameQuery = {
  type: 'object',
  properties: { focus: { type: 'integer', minimum: 0 } },
} as const

interface ProfileParams {
  readonly id: string
}

/**
 * Profiles as files and as pages; they are taken, listed and removed as operations. All of it answers
 * 403 while profiling is off, also about profiles from before.
 */
export const profileRoutes: FastifyPluginAsync<{ readonly manager: ProfileManager }> = async (
  app,
  { manager },
) => {
  const { folder } = manager
  app.addHook('onRequest', (_request, reply, done) => {
    manager.assertEnabled()
    // Prompts and secrets may be in it.
    reply.header('cache-control', 'no-store')
    done()
  })

  app.get<{ Params: ProfileParams }>('/api/v1/profiles/:id', async ({ params }, reply) => {
    const { item: profile, file } = await folder.get(params.id)
    return reply
      .headers({
        'content-disposition': `attachment; filename="${fileNameOf(profile)}"`,
        'content-length': profile.bytes,
      })
      .type('application/json')
      .send(createReadStream(file))
  })

  app.get<{ Params: ProfileParams; Querystring: { readonly focus?: number } }>(
    '/api/v1/profiles/:id/flame',
    { schema: { querystring: flameQuery } },
    async ({ params, query }, reply) => {
      const { item: profile, file } = await folder.get(params.id)
      if (profile.kind === 'heap-snapshot') throw profileNotDrawable()
      // Hardly anybody ever looks at one, so it is read when somebody does.
      const { drawFlame } = await import('./flame/draw-flame.ts')
      const { page, policy } = drawFlame(profile, await readFile(file, 'utf8'), query.focus)
      return reply
        .header('content-security-policy', policy)
        .type('text/html; charset=utf-8')
        .send(page)
    },
  )
}
