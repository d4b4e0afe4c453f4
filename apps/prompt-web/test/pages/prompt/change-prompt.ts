import type { Prompt } from '@promptbin/prompts'
import type { FastifyInstance } from 'fastify'
import { send } from '../../test-app.ts'

/** Changes a prompt as a client does, whatever state it is in. */
export async function changePrompt(
  app: FastifyInstance,
  name: string,
  change: object,
): Promise<Prompt> {
  const response = await send(app, 'PATCH', `/api/v1/prompts/${name}`, {
    headers: { 'if-match': '*', 'x-promptbin-author': 'ada', 'x-promptbin-client': 'claude' },
    body: change,
  })
  if (response.statusCode !== 200) throw new Error(response.body)
  return response.json<Prompt>()
}

/** Sets a label as a client does. */
export async function setLabel(
  app: FastifyInstance,
  name: string,
  label: string,
  to: object,
): Promise<void> {
  const response = await send(app, 'PUT', `/api/v1/prompts/${name}/labels/${label}`, { body: to })
  if (response.statusCode >= 300) throw new Error(response.body)
}

/** The state that a form must be based on. */
export async function generationOf(app: FastifyInstance, name: string): Promise<string> {
  const response = await send(app, 'GET', `/api/v1/prompts/${name}`)
  return `${response.json<Prompt>().generation}`
}
