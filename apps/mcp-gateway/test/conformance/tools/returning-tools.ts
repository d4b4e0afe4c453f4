import { randomBytes } from 'node:crypto'
import {
  CLIENT_CAPABILITIES_META_KEY,
  type ClientCapabilities,
  createRequestStateCodec,
  type InputRequests,
  inputRequired,
  inputResponse,
  ProtocolError,
  ProtocolErrorCode,
  type ServerContext,
} from '@modelcontextprotocol/server'
import { form } from './forms.ts'
import { type TestTool, text } from './test-tool.ts'

const codec = createRequestStateCodec<string>({ key: randomBytes(32) })

/** What the client was asked for first, as it brings it back; altered, it is refused. */
async function stateOf(context: ServerContext): Promise<string | undefined> {
  const state = context.mcpReq.requestState<string>()
  if (state === undefined) return undefined
  return codec.verify(state, context).catch(() => {
    throw new ProtocolError(ProtocolErrorCode.InvalidParams, 'The state is not as it was given.')
  })
}

const textField = (name: string) => ({ [name]: { type: 'string' } })

// The suite's forms are plain JSON Schema, of which the SDK's type knows only the usual shapes.
const elicit = (message: string, name: string) =>
  inputRequired.elicit(form(message, textField(name)) as never)

const userName = () => elicit('What is your name?', 'name')

const sample = (question: string) =>
  inputRequired.createMessage({
    messages: [{ role: 'user', content: { type: 'text', text: question } }],
    maxTokens: 100,
  })

const answers = ({ mcpReq }: ServerContext) => mcpReq.inputResponses ?? {}

/** Asks once, then answers with what came back. */
const askingOnce = (name: string, key: string, request: () => InputRequests[string]): TestTool => ({
  name,
  run: async (_input, { context }) => {
    const answer = inputResponse(answers(context), key)
    if (answer.kind === 'missing') return inputRequired({ inputRequests: { [key]: request() } })
    return text(JSON.stringify(answer))
  },
})

/** Asks in as many rounds as there are steps; the state that goes with them tells which is next. */
const askingInSteps = (name: string, steps: readonly (() => InputRequests)[]): TestTool => ({
  name,
  run: async (_input, { context }) => {
    const round = Number((await stateOf(context)) ?? 0)
    const step = steps[round]
    if (!step) return text(`Complete: ${JSON.stringify(answers(context))}`)
    const requestState = await codec.mint(String(round + 1), context)
    return inputRequired({ inputRequests: step(), requestState })
  },
})

const everyKind = () => ({
  user_name: userName(),
  greeting: sample('Generate a greeting'),
  client_roots: inputRequired.listRoots(),
})

/** The tools whose answer is a question, as since 2026-07-28 (basic/patterns/mrtr). */
export const returningTools: readonly TestTool[] = [
  askingOnce('test_input_required_result_elicitation', 'user_name', userName),
  askingOnce('test_input_required_result_sampling', 'capital_question', () =>
    sample('What is the capital of France?'),
  ),
  askingOnce('test_input_required_result_list_roots', 'client_roots', () =>
    inputRequired.listRoots(),
  ),
  askingOnce('test_missing_capability', 'question', () => sample('Can you sample?')),
  askingInSteps('test_input_required_result_request_state', [
    () => ({ confirm: elicit('Please confirm', 'ok') }),
  ]),
  askingInSteps('test_input_required_result_tampered_state', [
    () => ({ confirm: elicit('Please confirm', 'ok') }),
  ]),
  askingInSteps('test_input_required_result_multiple_inputs', [everyKind]),
  askingInSteps('test_input_required_result_multi_round', [
    () => ({ step1: elicit('Step 1: What is your name?', 'name') }),
    () => ({ step2: elicit('Step 2: What is your favorite color?', 'color') }),
  ]),
  {
    name: 'test_input_required_result_capabilities',
    run: async (_input, { context }) => {
      // The SDK's type of the envelope leaves its keys out.
      const envelope: { [CLIENT_CAPABILITIES_META_KEY]?: ClientCapabilities } =
        context.mcpReq.envelope ?? {}
      const can = envelope[CLIENT_CAPABILITIES_META_KEY] ?? {}
      return inputRequired({
        inputRequests: {
          ...(can.elicitation && { user_name: userName() }),
          ...(can.sampling && { greeting: sample('Generate a greeting') }),
          ...(can.roots && { client_roots: inputRequired.listRoots() }),
        },
      })
    },
  },
]
