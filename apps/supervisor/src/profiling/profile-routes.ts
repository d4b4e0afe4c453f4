import { createReadStream } from 'node:fs'
import { PROFILE_KINDS, type ProfileKind } from '@promptbin/ipc'
import type { FastifyPluginAsync } from 'fastify'
import { profileNotDrawable } from './errors.ts'
import {
  fileNameOf,
  maxProfileSeconds,
  type Profile,
  type ProfileItem,
  snapshotWarning,
} from './profile.ts'
import type { ProfileManager } from './profile-manager.ts'

const processParams = {
  type: 'object',
  properties: { processId: { type: 'integer', minimum: 0 } },
} as const

const profileBody = {
  type: 'object',
  properties: {
    kind: { type: 'string', enum: PROFILE_KINDS, default: 'cpu' },
    seconds: { type: 'integer', minimum: 1, maximum: maxProfileSeconds, default: 10 },
  },
  additionalProperties: false,
} as const

const flameQuery = {
  type: 'object',
  properties: { focus: { type: 'integer', minimum: 0 } },
} as const

interface ProfileParams {
  readonly id: string
}

/**
 * Profiles of the services: to take, list, download, look at and remove. All of it answers 403
 * while profiling is off, also about profiles from before.
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

  app.post<{
    Params: { readonly processId: number }
    Body: { readonly kind: ProfileKind; readonly seconds: number }
  }>(
    '/api/v1/processes/:processId/profiles',
    { schema: { params: processParams, body: profileBody } },
    async ({ params, body }, reply) => {
      const item = toItem(await manager.take({ ...params, ...body }))
      return reply.code(201).header('location', item.url).send(item)
    },
  )

  app.get('/api/v1/profiles', async () => ({ items: (await folder.list()).map(toItem) }))

  app.get<{ Params: ProfileParams }>('/api/v1/profiles/:id', async ({ params }, reply) => {
    const { profile, file } = await folder.get(params.id)
    return reply
      .headers({
        'content-disposition': `attachment; filename="${fileNameOf(profile)}"`,
        'content-length': profile.bytes,
      })
      .type('application/json')
      .send(createReadStream(file))
  })

  app.delete<{ Params: ProfileParams }>('/api/v1/profiles/:id', async ({ params }, reply) => {
    await folder.remove(params.id)
    return reply.code(204).send()
  })

  app.get<{ Params: ProfileParams; Querystring: { readonly focus?: number } }>(
    '/api/v1/profiles/:id/flame',
    { schema: { querystring: flameQuery } },
    async ({ params, query }, reply) => {
      const { profile } = await folder.get(params.id)
      if (profile.kind === 'heap-snapshot') throw profileNotDrawable()
      // Hardly anybody ever looks at one, so it is read when somebody does.
      const { drawFlame } = await import('./flame/draw-flame.ts')
      const { page, policy } = drawFlame(profile, await folder.read(profile.id), query.focus)
      return reply
        .header('content-security-policy', policy)
        .type('text/html; charset=utf-8')
        .send(page)
    },
  )
}

/** What is not there is null, so that every item has the same keys. */
function toItem(profile: Profile): ProfileItem {
  const url = `/api/v1/profiles/${profile.id}`
  const isSnapshot = profile.kind === 'heap-snapshot'
  return {
    ...profile,
    url,
    flameUrl: isSnapshot ? null : `${url}/flame`,
    warning: isSnapshot ? snapshotWarning : null,
  }
}
