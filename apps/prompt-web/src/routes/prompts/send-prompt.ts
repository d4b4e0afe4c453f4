import type { Prompt } from '@promptbin/prompts'
import type { FastifyReply } from 'fastify'
import { entityTag } from '../../conditional.ts'

/** Sends a prompt with the entity tag of its state. */
export function sendPrompt(reply: FastifyReply, prompt: Prompt): FastifyReply {
  return reply.header('etag', entityTag(prompt.generation)).send(prompt)
}

/** Says that the reader has this state already. */
export function sendUnchanged(reply: FastifyReply, { generation }: Prompt): FastifyReply {
  return reply.code(304).header('etag', entityTag(generation)).send()
}
