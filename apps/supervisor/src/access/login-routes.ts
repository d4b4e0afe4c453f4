import type { AuditEntry } from '@promptbin/security'
import { askerOf, giveSession, needing, returnAddress, stranger } from '@promptbin/service'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { type ConsoleAccess, consoleCookie } from './console-access.ts'
import type { ConsoleProof } from './console-logins.ts'

/** A form is a few short fields. */
const bodyLimit = 16 * 1024

/** What the page of the login shows. */
export interface LoginView {
  readonly next: string
  readonly name: string
  /** That lets this browser in, by a click. */
  readonly link?: string
}

export interface LoginRoutesOptions {
  readonly access: ConsoleAccess
  /** Shows the page, with what was wrong if something was. */
  readonly show: (
    view: LoginView,
    request: FastifyRequest,
    reply: FastifyReply,
    error?: unknown,
  ) => Promise<FastifyReply>
}

/** Login and logout of the console, for strangers, and the link that a command of this machine prints. */
export const loginRoutes: FastifyPluginAsync<LoginRoutesOptions> = async (
  app,
  { access, show },
) => {
  const { logins, isRequired, note } = access
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit },
    async (_request: FastifyRequest, body: string) => new URLSearchParams(body),
  )
  app.addHook('onRoute', needing('anybody'))

  app.get<{ Querystring: Record<string, unknown> }>('/login', async (request, reply) => {
    const next = returnAddress(request.query['next'])
    const { link } = request.query
    if (typeof link === 'string') return show({ next, name: '', link }, request, reply)
    if (request.principal !== stranger) return reply.redirect(next, 303)
    return show({ next, name: '' }, request, reply)
  })

  app.post<{ Body: URLSearchParams | undefined }>('/login', async (request, reply) => {
    const fields = request.body ?? new URLSearchParams()
    const next = returnAddress(fields.get('next') ?? undefined)
    try {
      const { principal, ...session } = await logins.logIn(proofOf(fields), request.ip)
      giveSession(request, reply, { cookieName: consoleCookie, ...session })
      note({ ...entryOf(request, 'login'), actor: principal.id, kind: principal.kind })
      return reply.redirect(next, 303)
    } catch (error) {
      note({ ...entryOf(request, 'login'), outcome: 'refused' })
      const name = fields.get('name') ?? ''
      return show({ next, name }, request, reply, error)
    }
  })

  app.post('/logout', async (request, reply) => {
    if (request.sessionHash !== null) {
      logins.logOut(request.sessionHash)
      note(entryOf(request, 'logout'))
    }
    giveSession(request, reply, { cookieName: consoleCookie, secret: null, maxAgeSeconds: 0 })
    return reply.redirect(isRequired ? '/login' : '/', 303)
  })
}

function entryOf(request: FastifyRequest, action: string): AuditEntry {
  const what = { action, target: 'console', outcome: 'done', before: null, after: null } as const
  return { ...askerOf(request), face: 'console', ...what }
}

function proofOf(fields: URLSearchParams): ConsoleProof {
  const [link, token] = [fields.get('link'), fields.get('token')]
  if (link !== null) return { link }
  if (token !== null) return { token: token.trim() }
  return { name: fields.get('name') ?? '', password: fields.get('password') ?? '' }
}
