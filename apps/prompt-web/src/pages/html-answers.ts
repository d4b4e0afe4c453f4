import { type Markup, pagePolicy, writtenPieces } from '@promptbin/html'
import { retryAfterSeconds } from '@promptbin/service'
import { type Theme, themed, themeOf } from '@promptbin/styles'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { inTurns } from '../in-turns.ts'
import { problemNotice } from '../views/frame/notice.ts'
import type { Site } from '../views/frame/page.ts'
import { problemPage } from '../views/frame/problem-page.ts'

/** A page as it goes out, made in steps. */
export function* bytesOf(markup: Markup, theme: Theme): Generator<void, Buffer> {
  const pieces: Buffer[] = []
  for (const piece of writtenPieces(markup)) {
    pieces.push(Buffer.from(pieces.length === 0 ? themed(piece, theme) : piece))
    yield
  }
  return Buffer.concat(pieces)
}

/**
 * Sends a page, or a part of one. Neither is ever kept: going back shows what is true now.
 * `styleNonce` is for a page whose own script makes styles; it must be new for every answer.
 */
export async function sendHtml(
  reply: FastifyReply,
  markup: Markup,
  status = 200,
  styleNonce?: string,
): Promise<FastifyReply> {
  const page = await inTurns(bytesOf(markup, themeOf(reply.request.headers.cookie)))
  return reply
    .code(status)
    .headers({
      'content-security-policy': pagePolicy(styleNonce),
      'cache-control': 'no-store',
      vary: 'HX-Request, HX-Request-Type',
    })
    .type('text/html; charset=utf-8')
    .send(page)
}

/** Whether htmx asks for a part of the page it is on, and not for a page. */
export function wantsPart({ headers }: FastifyRequest): boolean {
  return headers['hx-request'] === 'true' && headers['hx-request-type'] === 'partial'
}

/** Shows an error as a page; on the page where htmx asked, in the place for such messages. */
export function answerError(
  site: Site,
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const problem = request.problemOf(error)
  if (problem.status === 401 && request.method === 'GET') return leadToLogin(request, reply)
  if (problem.status === 503) reply.header('retry-after', retryAfterSeconds(problem.code))
  if (!wantsPart(request)) return sendHtml(reply, problemPage(site, problem), problem.status)
  reply.headers({ 'hx-retarget': '#connection', 'hx-reswap': 'innerHTML' })
  return sendHtml(reply, problemNotice(problem), problem.status)
}

/** Somebody has to log in first, and then sees what was asked for. */
async function leadToLogin(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const isPart = wantsPart(request)
  // A part of a page is no place to come back to.
  const next = isPart ? pathOf(request.headers['hx-current-url']) : request.url
  const address = `/login?next=${encodeURIComponent(next)}`
  if (!isPart) return reply.redirect(address, 303)
  return reply.code(401).header('hx-redirect', address).send('')
}

function pathOf(url: unknown): string {
  const parsed = URL.parse(String(url))
  return parsed === null ? '/' : parsed.pathname + parsed.search
}
