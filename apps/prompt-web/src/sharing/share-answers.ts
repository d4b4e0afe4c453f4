import type { Markup } from '@promptbin/html'
import type { SharedPrompt } from '@promptbin/prompt-store'
import { PROBLEM_CONTENT_TYPE } from '@promptbin/service'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { inTurns } from '../in-turns.ts'
import { bytesOf } from '../pages/html-answers.ts'
import type { SharedSite } from '../views/share/shared-frame.ts'
import { sharedPage } from '../views/share/shared-page.ts'
import { sharedProblemPage } from '../views/share/shared-problem-page.ts'

/** A page for strangers runs one script of ours, and neither sends nor asks for anything. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** On every answer: nobody keeps it, finds it, or is told where it was read. */
export const privacyHeaders = {
  'cache-control': 'private, no-store',
  'x-robots-tag': 'noindex, nofollow',
  'referrer-policy': 'no-referrer',
} as const

/** A shared prompt as a program reads it. */
function documentOf({ name, title, description, version, label, expiresAt }: SharedPrompt) {
  const { n, sha256, messages, variables, modelConfig } = version
  const about = { name, title, description, version: n, label, sha256 }
  return { ...about, messages, variables, modelConfig, expiresAt }
}

/** The ending of an address that asks for JSON whatever is accepted. */
export const jsonEnding = '.json'

/** Whether a program asks: it names JSON, and no page. */
function wantsJson({ headers, url }: FastifyRequest): boolean {
  const [path = ''] = url.split('?', 1)
  if (path.endsWith(jsonEnding)) return true
  const { accept = '' } = headers
  return accept.includes('json') && !accept.includes('text/html')
}

async function sendPage(
  reply: FastifyReply,
  status: number,
  markup: Markup,
): Promise<FastifyReply> {
  const page = await inTurns(bytesOf(markup, 'system'))
  return reply
    .code(status)
    .header('content-security-policy', contentSecurityPolicy)
    .header('vary', 'accept')
    .type('text/html; charset=utf-8')
    .send(page)
}

/** Sends a prompt to whoever has its link. */
export async function sendShared(
  site: SharedSite,
  shared: SharedPrompt,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  if (!wantsJson(request)) return sendPage(reply, 200, sharedPage(site, shared))
  return reply
    .header('vary', 'accept')
    .type('application/json; charset=utf-8')
    .send(JSON.stringify(documentOf(shared)))
}

/** Sends what went wrong; it never says more of a link than that. */
export async function sendSharedProblem(
  site: SharedSite,
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const problem = request.problemOf(error)
  if (!wantsJson(request)) {
    return sendPage(reply, problem.status, sharedProblemPage(site, problem))
  }
  return reply
    .code(problem.status)
    .header('vary', 'accept')
    .type(PROBLEM_CONTENT_TYPE)
    .send(JSON.stringify(problem))
}
