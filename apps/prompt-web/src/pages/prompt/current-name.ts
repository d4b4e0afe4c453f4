import type { FastifyReply, FastifyRequest } from 'fastify'
import { promptAddress } from '../../views/prompt/prompt-address.ts'

/** What stands behind a prompt's name in the address of one of its pages. */
const behindName = /^\/prompts\/[^/?]*(?<rest>[^?]*)(?<query>\?.*)?$/

/**
 * Leads from an old name, or an id, to the same page under the name of today; `false` if that is
 * the name already. Browsers must not keep it: a prompt can be named back.
 */
export function leadToCurrentName(
  request: FastifyRequest<{ Params: { name: string } }>,
  reply: FastifyReply,
  { name }: { readonly name: string },
): FastifyReply | false {
  if (request.params.name === name) return false
  const { rest = '', query = '' } = behindName.exec(request.url)?.groups ?? {}
  const isPage = rest === '' || rest === '/'
  const address = isPage ? promptAddress(name) : `/prompts/${name}${rest}`
  return reply.header('cache-control', 'no-store').redirect(`${address}${query}`, 301)
}
