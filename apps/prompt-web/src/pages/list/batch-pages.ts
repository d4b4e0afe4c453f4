import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { PromptBinError } from '@promptbin/errors'
import { type ExportFormat, exportFormats } from '@promptbin/prompt-formats'
import type { BatchChange } from '@promptbin/prompt-store'
import { normalizeChange } from '@promptbin/prompts'
import type { FastifyRequest } from 'fastify'
import { selectionInvalid } from '../../errors.ts'
import { sendExport } from '../../routes/transfer/send-export.ts'
import { inUsePage } from '../../views/batch/in-use-page.ts'
import { backAddress, type Told } from '../back-address.ts'
import { readFields } from '../form/fields/form-fields.ts'
import { readRepeated } from '../form/fields/repeated-field.ts'
import { sendHtml } from '../html-answers.ts'
import { browserAuthor, type PageOptions } from '../page-options.ts'
import { maxSelected } from './selection-limit.ts'

/** Longer addresses are refused by some servers between; then the trash itself is shown. */
const maxUndoLength = 6_000

/** What was typed beside the buttons; a tag and a folder are checked as those of a prompt. */
interface Typed {
  readonly tag: string
  readonly folder: string
  /** Somebody was told what would break, and wants it all the same. */
  readonly evenIfUsed: boolean
}

const isInUse = (error: unknown) =>
  error instanceof PromptBinError && error.code === 'PB_PROMPT_IN_USE'

const tagsOf = ({ tag }: Typed): readonly string[] =>
  normalizeChange({ tags: [tag.trim()] }).tags ?? []

/** What each button of the bar does to every selected prompt. */
const changes: Readonly<Record<string, (typed: Typed) => BatchChange>> = {
  star: () => ({ favourite: true }),
  unstar: () => ({ favourite: false }),
  tag: (typed) => ({ addTags: tagsOf(typed) }),
  untag: (typed) => ({ removeTags: tagsOf(typed) }),
  move: ({ folder }) => ({ folder: normalizeChange({ folder: folder.trim() }).folder ?? '' }),
  trash: ({ evenIfUsed }) => ({ trash: true, evenIfUsed }),
}

function exportFormatOf(action: string): ExportFormat | undefined {
  return exportFormats.find((format) => action === `export-${format}`)
}

/** What the list tells afterwards; what is in the trash by name, so that it can be taken back. */
function toldOf(action: string, names: readonly string[], changed: number): Told | undefined {
  if (action !== 'trash') return { changed: String(changed) }
  return names.join().length > maxUndoLength ? undefined : { trashed: names }
}

/** Which prompts are selected. */
function selected(body: unknown): readonly string[] {
  const names = [...new Set(readRepeated(body, 'name'))]
  if (names.length === 0) throw selectionInvalid('nothing is selected')
  if (names.length > maxSelected) throw selectionInvalid(`more than ${maxSelected} are selected`)
  return names
}

/** Where to go when it is done; whoever was asked once more comes from no list. */
function addressAfter(request: FastifyRequest, { evenIfUsed }: Typed, told: Told | undefined) {
  if (told === undefined) return '/trash'
  return backAddress(evenIfUsed ? { headers: {}, host: request.host } : request, told)
}

/** What is done with many prompts at once, without scripts too. */
export const batchPages: FastifyPluginAsyncTypebox<PageOptions> = async (
  app,
  { library, site },
) => {
  app.post('/batch', async (request, reply) => {
    const fields = readFields(request.body)
    const action = fields.get('action') ?? ''
    const names = selected(request.body)
    const format = exportFormatOf(action)
    if (format) return sendExport(reply, await library.export({ format, names }))
    const change = Object.hasOwn(changes, action) && changes[action]
    if (!change) throw selectionInvalid('it is not known what to do')
    const text = (name: string) => fields.get(name) ?? ''
    const evenIfUsed = text('evenIfUsed') === 'yes'
    const typed: Typed = { tag: text('tag'), folder: text('folder'), evenIfUsed }
    try {
      const done = await library.batch(names, change(typed), browserAuthor)
      const changed = done.filter((one) => one.changed).length
      const told = toldOf(action, names, changed)
      return reply.redirect(addressAfter(request, typed, told), 303)
    } catch (error) {
      if (!isInUse(error)) throw error
      const problem = request.problemOf(error)
      return sendHtml(reply, inUsePage(site, { problem, names }), problem.status)
    }
  })
}
