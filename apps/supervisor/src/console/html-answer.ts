import { type Markup, writtenPieces } from '@promptbin/html'
import { themed, themeOf } from '@promptbin/styles'
import type { FastifyReply } from 'fastify'

/** Pages run our own scripts and styles and nothing else, and stand in no other page. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** Sends a page in the colours that the browser has chosen; it is never kept, as it is out of date soon. */
export function sendPage(reply: FastifyReply, markup: Markup, status = 200): FastifyReply {
  const theme = themeOf(reply.request.headers.cookie)
  const [beginning = '', ...rest] = writtenPieces(markup)
  return reply
    .code(status)
    .headers({ 'content-security-policy': contentSecurityPolicy, 'cache-control': 'no-store' })
    .type('text/html; charset=utf-8')
    .send([themed(beginning, theme), ...rest].join(''))
}
