import { createHash } from 'node:crypto'
import {
  type ElicitRequestFormParams,
  type InputRequiredResult,
  inputRequired,
  inputResponse,
  type ServerContext,
} from '@modelcontextprotocol/server'
import type { Operation } from '@promptbin/operations'
import { canonicalJson } from '@promptbin/prompts'
import type { McpRequest } from '../handler.ts'
import { confirmationDeclined, confirmationRequired } from './errors.ts'

/** What is to be done, with an input that is valid. */
export interface Wish {
  readonly operation: Operation
  readonly input: Readonly<Record<string, unknown>>
  /** Whether the caller itself says that the person wants it. */
  readonly isConfirmed: boolean
}

/** What the person answered; nothing if their client could not show the form after all. */
type Reply = 'agreed' | 'declined' | undefined

/** As long as a person may take, where the connection waits for them. */
const answerTimeoutMs = 300_000

const maxShownLength = 200

/** The input in words, for somebody who decides by it. */
function shownInput(input: Wish['input']): string {
  const fields = Object.entries(input).map(
    ([name, value]) => `${name}: ${JSON.stringify(value)?.slice(0, maxShownLength)}`,
  )
  return fields.length === 0 ? '' : ` (${fields.join(', ')})`
}

/** A box that is to be ticked, in the flat schema that every client of elicitation knows. */
function formFor({ operation, input }: Wish): ElicitRequestFormParams {
  const { title, description } = operation
  return {
    message: `${title}${shownInput(input)}? ${description}`,
    requestedSchema: {
      type: 'object',
      properties: {
        confirm: { type: 'boolean', title: `Yes: ${title.toLowerCase()}`, default: false },
      },
      required: ['confirm'],
    },
  }
}

/**
 * The name of the form belongs to this very wish: an agreement to one is none to another, although
 * the client keeps it between the rounds.
 */
function keyOf({ operation, input }: Wish): string {
  const asked = canonicalJson([operation.name, input])
  return `confirm-${createHash('sha256').update(asked, 'utf8').digest('hex').slice(0, 16)}`
}

const replyOf = (action: string, content: unknown): Reply =>
  action === 'accept' && Object(content).confirm === true ? 'agreed' : 'declined'

/** What a retry brings back (MCP 2026-07-28 basic/patterns/mrtr). */
function broughtBack({ mcpReq }: ServerContext, key: string): Reply {
  const { inputResponses = {}, droppedInputResponseKeys = [] } = mcpReq
  if (droppedInputResponseKeys.includes(key)) return 'declined'
  const response = inputResponse(inputResponses, key)
  if (response.kind === 'missing') return undefined
  return response.kind === 'elicit' ? replyOf(response.action, response.content) : 'declined'
}

/** Before 2026-07-28: the server asks the client while the request waits. */
async function askWaiting(
  { mcpReq }: ServerContext,
  form: ElicitRequestFormParams,
): Promise<Reply> {
  const request = { method: 'elicitation/create', params: { ...form } } as const
  try {
    const { signal } = mcpReq
    const { action, content } = await mcpReq.send(request, { timeout: answerTimeoutMs, signal })
    return replyOf(action, content)
  } catch (error) {
    if (mcpReq.signal.aborted) throw error
    return undefined
  }
}

/**
 * Makes sure that a person wants what interrupts others. They are asked by a form where their client
 * shows forms, whatever the model says; elsewhere the caller's word counts. Gives the question that is to be
 * answered first, nothing if the wish stands; throws `PB_MCP_CONFIRMATION_REQUIRED`,
 * `PB_MCP_CONFIRMATION_DECLINED`.
 */
export async function confirm(
  wish: Wish,
  { asker, context }: Pick<McpRequest, 'asker' | 'context'>,
): Promise<InputRequiredResult | undefined> {
  const { operation, input, isConfirmed } = wish
  if (operation.effect !== 'disrupt' || input['dry_run'] === true) return undefined
  const isModern = asker.era === 'modern'
  const key = keyOf(wish)
  const reply = asker.canElicit
    ? isModern
      ? broughtBack(context, key)
      : await askWaiting(context, formFor(wish))
    : undefined
  if (reply === 'agreed') return undefined
  if (reply === 'declined') throw confirmationDeclined(operation.name)
  if (asker.canElicit && isModern) {
    return inputRequired({ inputRequests: { [key]: inputRequired.elicit(formFor(wish)) } })
  }
  if (!isConfirmed) throw confirmationRequired(operation.name)
  return undefined
}
