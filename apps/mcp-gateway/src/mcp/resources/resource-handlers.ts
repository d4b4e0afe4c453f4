import type {
  ListResourcesResult,
  ListResourceTemplatesResult,
  ReadResourceResult,
} from '@modelcontextprotocol/server'
import { PromptBinError } from '@promptbin/errors'
import type { Call, Kept } from '@promptbin/prompt-client'
import type { Prompt, Selector } from '@promptbin/prompts'
import { Type } from 'typebox'
import { promptUnknown, resourceUnknown } from '../../errors.ts'
import { cacheFields, listTtlMs, olderOf, pinnedTtlMs, staleMeta } from '../freshness.ts'
import { createHandler, type Handlers, type McpRequest } from '../handler.ts'
import { listUseful } from '../list-useful.ts'
import type { Library } from '../profiles/profiled-library.ts'
import { readSkillFile } from '../skills/skill-handlers.ts'
import { toFormerPrompt } from './former-prompt.ts'
import { getPrompts } from './get-prompts.ts'
import { formerResources, resourceTemplates, toResource } from './listed-resources.ts'
import { contentsOfPrompt, pictureOfPrompt } from './prompt-contents.ts'
import { type ResourceMeaning, readResourceUri } from './resource-uri.ts'

/** As many prompts as the old list has. */
const formerListSize = 100

const PageParams = Type.Object({ cursor: Type.Optional(Type.String()) })

const ReadParams = Type.Object({ uri: Type.String() })

/** What a resource holds, how old that is, and how long it may be kept. */
interface Read extends Pick<Kept<unknown>, 'staleSinceMs'> {
  readonly contents: ReadResourceResult['contents']
  readonly ttlMs: number
}

const asJson = (uri: string, value: unknown): ReadResourceResult['contents'] => [
  { uri, mimeType: 'application/json', text: JSON.stringify(value) },
]

/** A URI that is none of ours may be the one under which a prompt was imported. */
async function getImported(library: Library, uri: string, call: Call): Promise<Kept<Prompt>> {
  try {
    if (uri.length > 100) throw promptUnknown('')
    return await library.get(uri, {}, call)
  } catch (error) {
    const isUnknown = error instanceof PromptBinError && error.status < 500
    throw isUnknown ? resourceUnknown(uri.slice(0, 200)) : error
  }
}

async function readPrompt(
  library: Library,
  uri: string,
  meaning: { readonly name: string; readonly selector: Selector; readonly picture?: number },
  call: Call,
): Promise<Read> {
  const kept = await library.get(meaning.name, meaning.selector, call)
  const ttlMs = meaning.selector.version === undefined ? 0 : pinnedTtlMs
  const { picture } = meaning
  const contents =
    picture === undefined
      ? contentsOfPrompt(uri, kept.value)
      : pictureOfPrompt(uri, kept.value, picture)
  if (contents.length === 0) throw resourceUnknown(uri.slice(0, 200))
  return { ...olderOf(kept), contents, ttlMs }
}

/** The most useful prompts with their texts: 0.5 gave all, which no client could take in today. */
async function readFormerList(library: Library, uri: string, call: Call): Promise<Read> {
  const page = await library.list({ sort: 'useful', limit: formerListSize }, call)
  const prompts = await getPrompts(library, page.value.items, call)
  const former = prompts.map(({ value }) => toFormerPrompt(value))
  const contents = asJson(uri, { prompts: former, total_count: page.value.total.value })
  return { ...olderOf(page, ...prompts), contents, ttlMs: 0 }
}

/** Of the process that 0.5 told of only its port is known here, and whether it answers. */
async function readFormerStatus(
  { library, webUrl }: ResourceOptions,
  uri: string,
  call: Call,
): Promise<Read> {
  const { port, protocol } = new URL(webUrl)
  const number = port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port)
  const running = await library.probe(call).then(
    () => true,
    () => false,
  )
  const contents = asJson(uri, { running, port: number, pid: null, restarts: null })
  return { contents, ttlMs: 0 }
}

async function read(
  options: ResourceOptions,
  uri: string,
  meaning: ResourceMeaning,
  call: Call,
): Promise<Read> {
  const { library } = options
  if (meaning.kind === 'prompt') return readPrompt(library, uri, meaning, call)
  if (meaning.kind === 'former-list') return readFormerList(library, uri, call)
  if (meaning.kind === 'former-status') return readFormerStatus(options, uri, call)
  if (meaning.kind === 'former-prompt') {
    const kept = await library.get(meaning.name, {}, call)
    return { ...olderOf(kept), contents: asJson(uri, toFormerPrompt(kept.value)), ttlMs: 0 }
  }
  const skill = await readSkillFile(library, uri, call)
  if (skill) return { ...olderOf(skill), contents: skill.value, ttlMs: 0 }
  const kept = await getImported(library, uri, call)
  return { ...olderOf(kept), contents: contentsOfPrompt(uri, kept.value), ttlMs: 0 }
}

/** What resources stand on. */
export interface ResourceOptions {
  readonly library: Library
  /** Where prompt-web is. */
  readonly webUrl: string
}

async function list(
  library: Library,
  cursor: string | undefined,
  request: McpRequest,
): Promise<ListResourcesResult> {
  const others = cursor === undefined ? formerResources : []
  const page = await listUseful(library, cursor, request, others.length)
  const { items, nextCursor } = page.value
  return {
    resources: [...items.map(toResource), ...others],
    ...(nextCursor !== null && { nextCursor }),
    ...cacheFields(request.asker, page, listTtlMs),
    _meta: { ...staleMeta(page) },
  }
}

/** `resources/list`, `resources/templates/list` and `resources/read` over the library. */
export function createResourceHandlers(options: ResourceOptions): Handlers {
  return {
    'resources/list': createHandler(PageParams, ({ cursor }, request) =>
      list(options.library, cursor, request),
    ),
    'resources/templates/list': createHandler(
      PageParams,
      async (): Promise<ListResourceTemplatesResult> => ({ resourceTemplates }),
    ),
    'resources/read': createHandler(
      ReadParams,
      async ({ uri }, { call, asker }): Promise<ReadResourceResult> => {
        const found = await read(options, uri, readResourceUri(uri), call)
        return {
          contents: found.contents,
          ...cacheFields(asker, found, found.ttlMs),
          _meta: { ...staleMeta(found) },
        }
      },
    ),
  }
}
