import {
  type InputRequiredResult,
  inputRequired,
  inputResponse,
  type ServerContext,
} from '@modelcontextprotocol/server'
import type { Call } from '@promptbin/prompt-client'
import type { RenderRequest, Variable } from '@promptbin/prompts'
import type { McpRequest } from '../handler.ts'
import type { Library } from '../profiles/profiled-library.ts'
import { type Rendered, renderPrompt, variablesOf } from '../rendering/render.ts'
import { answersTo, formFor, type Values } from './form.ts'
import { isSecret } from './secret.ts'

/** A prompt to be rendered for somebody who can perhaps be asked. */
export interface RenderTask extends RenderRequest {
  readonly name: string
}

/** Once for what is missing, and once more for what was wrong or left out. */
const maxRounds = 2

/** As long as a person may take to fill in a form, where the connection waits for it. */
const answerTimeoutMs = 300_000

/** The name of a form tells its round, so that nothing else has to be kept by the client. */
const keyOf = (round: number) => `values-${round}`

const rounds = Array.from({ length: maxRounds }, (_, index) => index + 1)

/** What came back of the forms of a request. */
interface Answered {
  /** How many forms have been sent. */
  readonly round: number
  /** What was filled in; nothing if the person declined, or the answer cannot be read. */
  readonly content: unknown
}

/** What a retry brings back (MCP 2026-07-28 basic/patterns/mrtr); all of it may be made up. */
function answered({ mcpReq }: ServerContext): Answered {
  const { inputResponses = {}, droppedInputResponseKeys = [] } = mcpReq
  const sent = [...Object.keys(inputResponses), ...droppedInputResponseKeys]
  const round = rounds.findLast((each) => sent.includes(keyOf(each)))
  if (round === undefined) return { round: sent.length > 0 ? maxRounds : 0, content: undefined }
  const response = inputResponse(inputResponses, keyOf(round))
  const isAccepted = response.kind === 'elicit' && response.action === 'accept'
  return { round, content: isAccepted ? response.content : undefined }
}

/** What may be asked for once more: what is wanted, and what was just answered. */
function fieldsOf(
  { wanted }: Rendered,
  variables: ReadonlyMap<string, Variable>,
  answers: Values,
): readonly Variable[] {
  const names = new Set([...Object.keys(answers), ...wanted.map(({ name }) => name)])
  const known = [...variables.values()].filter(({ name }) => names.has(name))
  const unknown = wanted.filter(({ name }) => !variables.has(name))
  return [...known, ...unknown].filter((variable) => !isSecret(variable))
}

const canBeMended = ({ wanted }: Rendered) => wanted.some((variable) => !isSecret(variable))

async function variablesFor(
  library: Library,
  { name, version, label }: RenderTask,
  call: Call,
): Promise<ReadonlyMap<string, Variable>> {
  const selector = { ...(version && { version }), ...(label && { label }) }
  return variablesOf((await library.get(name, selector, call)).value)
}

const withAnswers = (task: RenderTask, answers: Values): RenderTask => ({
  ...task,
  arguments: { ...task.arguments, ...answers },
})

function render(library: Library, { name, ...request }: RenderTask, call: Call) {
  return renderPrompt(library, name, request, call)
}

/** Since 2026-07-28: the answer to the request is the form, and the client asks again with it filled in. */
async function renderInRounds(
  library: Library,
  task: RenderTask,
  { call, context }: McpRequest,
): Promise<Rendered | InputRequiredResult> {
  const { round, content } = answered(context)
  if (round === 0) {
    const rendered = await render(library, task, call)
    if (!canBeMended(rendered)) return rendered
    const variables = await variablesFor(library, task, call)
    return ask(rendered, fieldsOf(rendered, variables, {}), task.arguments ?? {}, 1)
  }
  const variables = await variablesFor(library, task, call)
  const answers = answersTo(variables, content)
  const rendered = await render(library, withAnswers(task, answers), call)
  if (content === undefined || round >= maxRounds || !canBeMended(rendered)) return rendered
  return ask(rendered, fieldsOf(rendered, variables, answers), answers, round + 1)
}

function ask(
  { rendering }: Rendered,
  fields: readonly Variable[],
  values: Values,
  round: number,
): InputRequiredResult {
  const form = inputRequired.elicit(formFor(rendering.name, fields, values))
  return inputRequired({ inputRequests: { [keyOf(round)]: form } })
}

/** Before 2026-07-28: the server asks the client while the request waits. */
async function renderWaiting(
  library: Library,
  task: RenderTask,
  { call, context }: McpRequest,
): Promise<Rendered> {
  const timeMs = (call.deadline ?? Number.POSITIVE_INFINITY) - Date.now()
  let rendered = await render(library, task, call)
  if (!canBeMended(rendered)) return rendered
  const variables = await variablesFor(library, task, call)
  let answers: Values = {}
  for (let round = 1; round <= maxRounds && canBeMended(rendered); round++) {
    const fields = fieldsOf(rendered, variables, answers)
    const values = round === 1 ? (task.arguments ?? {}) : answers
    const content = await answerOf(context, formFor(rendered.rendering.name, fields, values))
    if (content === undefined) return rendered
    answers = { ...answers, ...answersTo(variables, content) }
    // The person's time is not the library's.
    const renewed = { ...call, deadline: Date.now() + timeMs }
    rendered = await render(library, withAnswers(task, answers), renewed)
  }
  return rendered
}

/** What the person filled in; nothing if they declined, or the client could not ask them after all. */
async function answerOf({ mcpReq }: ServerContext, form: ReturnType<typeof formFor>) {
  const request = { method: 'elicitation/create', params: { ...form } } as const
  try {
    const { action, content } = await mcpReq.send(request, {
      timeout: answerTimeoutMs,
      signal: mcpReq.signal,
    })
    return action === 'accept' ? (content ?? {}) : undefined
  } catch (error) {
    if (mcpReq.signal.aborted) throw error
    return undefined
  }
}

/**
 * Renders a prompt; what is missing or wrong the person is asked for where their client can show
 * a form. If they are not, or decline, the rendering's words say what to ask for: it never fails
 * for a value.
 */
export async function renderAsking(
  library: Library,
  task: RenderTask,
  request: McpRequest,
): Promise<Rendered | InputRequiredResult> {
  const { asker, call } = request
  if (!asker.canElicit) return render(library, task, call)
  return asker.era === 'modern'
    ? renderInRounds(library, task, request)
    : renderWaiting(library, task, request)
}

/** Whether a person is to be asked first. */
export const isQuestion = (answer: Rendered | InputRequiredResult): answer is InputRequiredResult =>
  'resultType' in answer
