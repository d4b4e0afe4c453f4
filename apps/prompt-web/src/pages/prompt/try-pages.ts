import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { html, type Markup } from '@promptbin/html'
import { type Composition, effectiveVariables, type Selector } from '@promptbin/prompts'
import { Type } from 'typebox'
import { messagesJson } from '../../views/message/messages-as-json.ts'
import { promptPage, writtenText } from '../../views/prompt/prompt-page.ts'
import { renderedUpdate } from '../../views/try/rendered-text.ts'
import { typedValues } from '../../views/try/typed-values.ts'
import { valueFault } from '../../views/try/value-field.ts'
import { readFields } from '../form/fields/form-fields.ts'
import { sendHtml, wantsPart } from '../html-answers.ts'
import type { PageOptions } from '../page-options.ts'
import { formVersion } from '../versions/form-version.ts'
import { loadPrompt } from './prompt-content.ts'

const Named = Type.Object({ name: Type.String() })

/** It changes nothing, and has too many fields for an address. */
const reading = { access: 'prompts:read' } as const

/** Which version is tried: the one that the page shows. */
function selectorOf(fields: ReadonlyMap<string, string>): Selector {
  const [version, label] = [fields.get('version'), fields.get('label')]
  if (version) return { version: formVersion(version) }
  return label ? { label } : {}
}

/** The text as it is written, for a page on which every field is empty again. */
function writtenUpdate(composition: Composition): Markup {
  const { prompt, included } = composition
  const { variables, messages } = prompt.version
  const shown = effectiveVariables(variables, included)
  return html`${writtenText(composition)}${messagesJson(messages, true)}${shown.map(({ name }) =>
    valueFault(name, undefined, true),
  )}`
}

/** A prompt with values filled in: as a page, or as the part of one that changes while somebody types. */
export const tryPages: FastifyPluginAsyncTypebox<PageOptions> = async (app, { library, site }) => {
  app.post(
    '/prompts/:name/try',
    { config: reading, schema: { params: Named } },
    async (request, reply) => {
      const fields = readFields(request.body)
      const [values, selector] = [typedValues(fields), selectorOf(fields)]
      const composition = await library.compose(request.params.name, selector)
      const { prompt, included } = composition
      const { name, version } = prompt
      const isUntouched = Object.keys(values).length === 0 && !fields.has('fill')
      if (isUntouched && wantsPart(request)) return sendHtml(reply, writtenUpdate(composition))
      const rendering = await library.render(name, { version: version.n, arguments: values })
      if (wantsPart(request)) {
        const variables = effectiveVariables(version.variables, included)
        return sendHtml(reply, renderedUpdate(rendering, variables))
      }
      const content = await loadPrompt(library, name, selector)
      return sendHtml(reply, promptPage(site, { ...content, tried: { values, rendering } }))
    },
  )
}
