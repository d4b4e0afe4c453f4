import type { ReadResourceResult, Result } from '@modelcontextprotocol/server'
import {
  RESOURCES_DIRECTORY_READ_METHOD,
  SKILLS_EXTENSION_ID,
  SKILLS_GET_METHOD,
  SKILLS_LIST_METHOD,
} from '@modelcontextprotocol/server/ext/skills'
import { PromptBinError } from '@promptbin/errors'
import type { Call, Kept } from '@promptbin/prompt-client'
import type { Page, PromptSummary } from '@promptbin/prompts'
import { Type } from 'typebox'
import { promptUnknown, resourceUnknown } from '../../errors.ts'
import { cacheFields, listTtlMs, olderOf, staleMeta } from '../freshness.ts'
import { createHandler, type Handlers } from '../handler.ts'
import type { Asker } from '../operation.ts'
import type { Library } from '../profiles/profiled-library.ts'
import { getPrompts } from '../resources/get-prompts.ts'
import { childrenOf, toFolder } from './skill-directory.ts'
import { skillFileName } from './skill-file.ts'
import { type Skill, skillFilesOf, skillOf } from './skill-files.ts'
import { readSkillUri } from './skill-uri.ts'

/** What a server that serves skills declares (SEP-2640). */
export const skillsCapability = { [SKILLS_EXTENSION_ID]: { directoryRead: true } }

/** What makes an entry is the text of its prompt, so there are fewer to a page than of prompts. */
const pageSize = 50

const PageParams = Type.Object({ cursor: Type.Optional(Type.String()) })

const UriParams = Type.Object({ uri: Type.String(), cursor: Type.Optional(Type.String()) })

interface SkillsPage extends Result {
  readonly skills: Skill[]
  readonly nextCursor?: string
}

async function listPage(
  library: Library,
  cursor: string | undefined,
  call: Call,
): Promise<Kept<Page<PromptSummary>>> {
  const from = cursor === undefined ? {} : { cursor }
  return library.list({ sort: 'useful', limit: pageSize, ...from }, call)
}

/** The prompt of a skill; throws `PB_MCP_RESOURCE_UNKNOWN` if there is none at that place. */
async function promptAt(library: Library, uri: string, name: string, call: Call) {
  try {
    const kept = await library.get(name, {}, call)
    // An old name is no skill of its own: it would be one skill in two places.
    if (kept.value.name !== name) throw promptUnknown(name)
    return kept
  } catch (error) {
    const isUnknown = error instanceof PromptBinError && error.status === 404
    throw isUnknown ? resourceUnknown(uri.slice(0, 200)) : error
  }
}

const next = (page: Page<unknown>) =>
  page.nextCursor === null ? {} : { nextCursor: page.nextCursor }

function finished<Answer extends object>(
  answer: Answer,
  asker: Asker,
  age: Pick<Kept<unknown>, 'staleSinceMs'>,
) {
  const _meta = { ...staleMeta(age) }
  return { ...answer, ...cacheFields(asker, age, listTtlMs), _meta }
}

/** A file of a skill as a resource; nothing if the URI is none of a skill. */
export async function readSkillFile(
  library: Library,
  uri: string,
  call: Call,
): Promise<Kept<ReadResourceResult['contents']> | undefined> {
  const place = readSkillUri(uri)
  if (place?.kind !== 'path') return undefined
  const kept = await promptAt(library, uri, place.name, call)
  const file = skillFilesOf(kept.value).find(({ path }) => path === place.path)
  if (!file) return undefined
  const { path: _, ...contents } = file
  return { ...kept, value: [{ uri, ...contents }] }
}

/**
 * The prompts of the library as skills (SEP-2640): `skills/list`, `skills/get` and
 * `resources/directory/read`. The SDK's own extension stands on a server with a list of resources
 * in memory, so only its entries are used here.
 */
export function createSkillHandlers(library: Library): Handlers {
  return {
    [SKILLS_LIST_METHOD]: createHandler(PageParams, async ({ cursor }, { call, asker }) => {
      const page = await listPage(library, cursor, call)
      const prompts = await getPrompts(library, page.value.items, call)
      const skills = await Promise.all(prompts.map(({ value }) => skillOf(value)))
      const answer: SkillsPage = { skills, ...next(page.value) }
      return finished(answer, asker, olderOf(page, ...prompts))
    }),
    [SKILLS_GET_METHOD]: createHandler(UriParams, async ({ uri }, { call, asker }) => {
      const place = readSkillUri(uri)
      if (place?.kind !== 'path' || place.path !== skillFileName)
        throw resourceUnknown(uri.slice(0, 200))
      const kept = await promptAt(library, uri, place.name, call)
      return finished({ skill: await skillOf(kept.value) }, asker, kept)
    }),
    [RESOURCES_DIRECTORY_READ_METHOD]: createHandler(
      UriParams,
      async ({ uri, cursor }, { call, asker }) => {
        const place = readSkillUri(uri)
        if (place?.kind === 'root') {
          const page = await listPage(library, cursor, call)
          const resources = page.value.items.map(toFolder)
          return finished({ resources, ...next(page.value) }, asker, page)
        }
        if (!place) throw resourceUnknown(uri.slice(0, 200))
        const kept = await promptAt(library, uri, place.name, call)
        const resources = childrenOf(kept.value, place.path)
        if (!resources) throw resourceUnknown(uri.slice(0, 200))
        return finished({ resources }, asker, kept)
      },
    ),
  }
}
