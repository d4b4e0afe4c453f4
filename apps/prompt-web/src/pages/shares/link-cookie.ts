import type { FastifyReply, FastifyRequest } from 'fastify'

/** Ports share their cookies, so the name is our own. */
const name = 'promptbin-new-link'

/** Time for a browser to follow one redirect. */
const ageSeconds = 60

const token = /^[\w-]{43}$/

/**
 * Takes what opens a new share to the page that shows it, through one redirect. An address would
 * stay in the history of the browser.
 */
export function carryLink(reply: FastifyReply, path: string, url: string): void {
  const value = url.slice(url.lastIndexOf('/') + 1)
  reply.header('set-cookie', cookie(path, value, ageSeconds))
}

/** What was carried here, and never comes again. */
export function takeLink(request: FastifyRequest, reply: FastifyReply, path: string) {
  const pair = request.headers.cookie?.split(';').find((each) => each.trim().startsWith(`${name}=`))
  const value = pair?.split('=')[1]?.trim()
  if (value === undefined) return undefined
  reply.header('set-cookie', cookie(path, '', 0))
  return token.test(value) ? value : undefined
}

function cookie(path: string, value: string, age: number): string {
  return `${name}=${value}; Path=${path}; Max-Age=${age}; HttpOnly; SameSite=Strict`
}
