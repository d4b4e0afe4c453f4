import { needing } from '@promptbin/service'
import type { FastifyPluginAsync, RouteOptions } from 'fastify'
import { Type } from 'typebox'
import { inTurns } from '../in-turns.ts'
import type { Library } from '../library/library.ts'
import type { LoginOperations } from '../logins/login-operations.ts'
import { accounts } from './accounts/accounts.ts'
import { sessions } from './accounts/sessions.ts'
import { audit } from './audit/audit.ts'
import { otherProblem } from './document/answers.ts'
import { sharedSchemas } from './document/components.ts'
import { events } from './library/events.ts'
import { groups } from './library/groups.ts'
import { notedUses } from './library/noted-uses.ts'
import { shareOpenings } from './library/share-openings.ts'
import { shares } from './library/shares.ts'
import { stats } from './library/stats.ts'
import { trash } from './library/trash.ts'
import { batch } from './prompts/batch.ts'
import { copies } from './prompts/copies.ts'
import { labels } from './prompts/labels.ts'
import { prompt } from './prompts/prompt.ts'
import { prompts } from './prompts/prompts.ts'
import { render } from './prompts/render.ts'
import { uses } from './prompts/uses.ts'
import { versions } from './prompts/versions.ts'
import { type StatusOptions, status } from './status/status.ts'
import { introspection } from './tokens/introspection.ts'
import { tokens } from './tokens/tokens.ts'
import { exporting } from './transfer/export.ts'
import { importing } from './transfer/import.ts'
import { isLong, jsonInSteps } from './written-json.ts'

const nothing = Type.Object({}, { additionalProperties: false })

/** A route refuses what it does not name, and can always fail. */
function complete(route: RouteOptions): void {
  const { schema = {} } = route
  const takesBody = ['POST', 'PUT', 'PATCH'].includes(String(route.method))
  route.schema = {
    querystring: nothing,
    ...(takesBody && { body: nothing }),
    ...schema,
    response: { ...Object(schema.response), default: otherProblem },
  }
}

/** What the API answers from. */
export interface ApiOptions extends StatusOptions {
  readonly library: Library
  readonly logins: LoginOperations
}

/** The REST API: one group of routes a noun, all described in one document. */
export const api: FastifyPluginAsync<ApiOptions> = async (app, options) => {
  const { library, logins, ...operator } = options
  for (const schema of sharedSchemas) app.addSchema(schema)
  app.addHook('onRoute', complete)
  app.addHook('onRoute', needing('prompts:read', 'prompts:write'))
  // An answer goes out whole: a serialiser made from a schema would leave out what that forgot.
  app.setSerializerCompiler(() => JSON.stringify)
  app.addHook('preSerialization', async (_request, reply, payload: unknown) => {
    if (!isLong(payload)) return payload
    reply.serializer((bytes) => bytes as string)
    return inTurns(jsonInSteps(payload))
  })
  // A body in which nothing is needed need not be sent.
  app.addHook('preValidation', async (request) => {
    request.body ??= {}
  })

  for (const group of [
    prompts,
    batch,
    prompt,
    copies,
    versions,
    labels,
    uses,
    render,
    groups,
    trash,
    shares,
    shareOpenings,
    introspection,
    audit,
    stats,
    notedUses,
    events,
    exporting,
    importing,
  ]) {
    await app.register(group, { library })
  }
  await app.register(sessions, { logins })
  await app.register(async (administration) => {
    administration.addHook('onRoute', needing('admin'))
    await administration.register(tokens, { library })
    await administration.register(accounts, { logins })
  })
  await app.register(status, operator)

  app.get(
    '/openapi.json',
    { config: { access: 'anybody' }, schema: { hide: true } },
    (_request, reply) => reply.header('cache-control', 'no-cache').send(app.swagger()),
  )
}
