import { randomBytes, randomUUID } from 'node:crypto'
import type { Content } from '@promptbin/html'
import type { Prompt } from '@promptbin/prompts'
import type { FastifyReply } from 'fastify'
import type { Library } from '../../library/library.ts'
import type { Known } from '../../views/editor/about-fields.ts'
import { editorPage } from '../../views/editor/editor-page.ts'
import type { Begun, FormState } from '../../views/editor/form-values.ts'
import type { PreviewContent } from '../../views/preview/preview-panel.ts'
import type { TypedValues } from '../../views/try/typed-values.ts'
import { sendHtml } from '../html-answers.ts'
import type { PageOptions } from '../page-options.ts'
import { previewOfForm } from './preview-of-form.ts'

/** As many folders and tags as a person looks through. */
const offered = 300

/** A form to show. */
export interface ShownForm extends FormState {
  readonly prompt?: Prompt
  readonly begun?: Begun | undefined
  readonly once?: string | undefined
  readonly notice?: Content
  readonly isChanged?: boolean
  readonly tried?: TypedValues
  /** The status of the answer, 200 unless told. */
  readonly status?: number
}

const names = (groups: readonly { readonly name: string }[]) =>
  groups.slice(0, offered).map(({ name }) => name)

/** A form must come back whatever else fails: it holds what somebody wrote. */
async function knownIn(library: Library): Promise<Known> {
  try {
    const [folders, tags] = await Promise.all([library.folders(), library.tags()])
    return { folders: names(folders), tags: names(tags) }
  } catch {
    return { folders: [], tags: [] }
  }
}

async function previewOf(library: Library, shown: ShownForm): Promise<PreviewContent> {
  const { values, prompt, tried = {} } = shown
  try {
    return await previewOfForm(library, values, { name: prompt?.name, tried })
  } catch {
    return { variables: [], tried, findings: [] }
  }
}

/** Makes the answer that shows a form, with all that stands beside its fields. */
export function createEditorAnswer({ library, site }: PageOptions) {
  return async (reply: FastifyReply, shown: ShownForm): Promise<FastifyReply> => {
    const { status = 200, once = randomUUID(), ...form } = shown
    const [known, preview] = await Promise.all([knownIn(library), previewOf(library, shown)])
    const styleNonce = randomBytes(16).toString('base64')
    const isNew = form.prompt === undefined
    const content = { ...form, known, preview, styleNonce, ...(isNew && { once }) }
    return sendHtml(reply, editorPage(site, content), status, styleNonce)
  }
}
