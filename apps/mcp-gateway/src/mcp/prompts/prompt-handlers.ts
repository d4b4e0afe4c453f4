import type {
  GetPromptResult,
  InputRequiredResult,
  ListPromptsResult,
  Prompt,
  PromptMessage,
} from '@modelcontextprotocol/server'
import type { Message, PromptSummary, Variable } from '@promptbin/prompts'
import { Type } from 'typebox'
import { traitsOf } from '../clients/client-traits.ts'
import type { RecentValues } from '../completion/recent-values.ts'
import { isQuestion, renderAsking } from '../elicitation/render-asking.ts'
import { cacheFields, listTtlMs, staleMeta } from '../freshness.ts'
import { createHandler, type Handlers } from '../handler.ts'
import { listUseful } from '../list-useful.ts'
import type { Asker } from '../operation.ts'
import type { Library } from '../profiles/profiled-library.ts'
import { contentsOf } from '../rendering/content.ts'
import type { Rendered } from '../rendering/render.ts'
import { argumentOf } from './argument.ts'

const ListParams = Type.Object({ cursor: Type.Optional(Type.String()) })

/** MCP knows text only, but a number that is sent as one is understood. */
const GetParams = Type.Object({
  name: Type.String(),
  arguments: Type.Optional(
    Type.Record(
      Type.String(),
      Type.Unsafe<string | number | boolean>({ type: ['string', 'number', 'boolean'] }),
    ),
  ),
})

/** A variable that must be given. */
const isNeeded = ({ required, default: preset }: Variable) => required === true && !preset

/** Where arguments are given by their place, those that are needed come first. */
function inOrder(variables: readonly Variable[], byPlace: boolean): readonly Variable[] {
  if (!byPlace) return variables
  return [...variables.filter(isNeeded), ...variables.filter((each) => !isNeeded(each))]
}

/** A prompt as `prompts/list` shows it; every one has a description, which some clients demand. */
function toMcpPrompt(
  { name, title, description, variables }: PromptSummary,
  { client, clientVersion }: Pick<Asker, 'client' | 'clientVersion'>,
): Prompt {
  const traits = traitsOf(client, clientVersion)
  const ordered = inOrder(variables, traits.has('positional-arguments'))
  return {
    name,
    title: traits.has('title-as-command') ? name : title,
    description: description || title,
    ...(ordered.length > 0 && { arguments: ordered.map(argumentOf) }),
  }
}

/** MCP knows no system role in a prompt, so what the system says is said by the user. */
const roleOf = ({ role }: Message) => (role === 'assistant' ? 'assistant' : 'user')

function toResult({ rendering, note, meta }: Rendered, asker: Asker): GetPromptResult {
  const messages: PromptMessage[] = rendering.messages.flatMap((message) =>
    contentsOf(message, asker).map((content) => ({ role: roleOf(message), content })),
  )
  if (note) messages.push({ role: 'user', content: { type: 'text', text: note } })
  return { messages, _meta: { ...meta } }
}

/** `prompts/list` and `prompts/get` over the library. */
export function createPromptHandlers(library: Library, recent: RecentValues): Handlers {
  return {
    'prompts/list': createHandler(
      ListParams,
      async ({ cursor }, request): Promise<ListPromptsResult> => {
        const { asker } = request
        const page = await listUseful(library, cursor, request)
        const { items, nextCursor } = page.value
        return {
          prompts: items.map((item) => toMcpPrompt(item, asker)),
          ...(nextCursor !== null && { nextCursor }),
          ...cacheFields(asker, page, listTtlMs),
          _meta: { ...staleMeta(page) },
        }
      },
    ),
    'prompts/get': createHandler(
      GetParams,
      async (
        { name, arguments: values },
        request,
      ): Promise<GetPromptResult | InputRequiredResult> => {
        const answer = await renderAsking(library, { name, arguments: values ?? {} }, request)
        if (isQuestion(answer)) return answer
        recent.remember(request.asker.principal.id, answer.rendering.name, answer.used)
        return toResult(answer, request.asker)
      },
    ),
  }
}
