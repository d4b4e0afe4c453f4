import { type Markup, pagePolicy, writtenPieces } from '@promptbin/html'
import { themed, themeOf } from '@promptbin/styles'
import type { FastifyReply } from 'fastify'

/** Sends a page in the colours that the browser has chosen; it is never kept, as it is out of date soon. */
export function sendPage(reply: FastifyReply, markup: Markup, status = 200): FastifyReply {
  const theme = themeOf(reply.request.headers.cookie)
  const [beginning = '', ...rest] = writtenPieces(markup)
  return reply
    .code(status)
    .headers({ 'content-security-policy': pagePolicy(), 'cache-control': 'no-store' })
    .type('text/html; charset=utf-8')
    .send([themed(beginning, theme), ...rest].join(''))
}
