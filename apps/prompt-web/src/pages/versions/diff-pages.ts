import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Composition } from '@promptbin/prompts'
import { effectiveVariables, type Variable } from '@promptbin/prompts'
import { Type } from 'typebox'
import { VersionNumber } from '../../routes/parameters.ts'
import { diffPage } from '../../views/diff/diff-page.ts'
import { typedValues } from '../../views/try/typed-values.ts'
import { readFields } from '../form/fields/form-fields.ts'
import { sendHtml } from '../html-answers.ts'
import type { PageOptions } from '../page-options.ts'
import { leadToCurrentName } from '../prompt/current-name.ts'

const Named = Type.Object({ name: Type.String() })
const Compared = Type.Object({
  from: Type.Optional(VersionNumber),
  to: Type.Optional(VersionNumber),
  view: Type.Optional(Type.Enum(['source', 'rendered'])),
  layout: Type.Optional(Type.Enum(['unified', 'split'])),
})

/** What can be filled in, in either of two versions; the newer one's declaration goes before. */
function variablesOfBoth(older: Composition, newer: Composition): readonly Variable[] {
  const all = [newer, older].flatMap(({ prompt, included }) =>
    effectiveVariables(prompt.version.variables, included),
  )
  const byName = new Map(all.toReversed().map((variable) => [variable.name, variable]))
  return all.filter((variable) => byName.get(variable.name) === variable)
}

/** What differs between any two versions of a prompt, as they are written or as they are rendered. */
export const diffPages: FastifyPluginAsyncTypebox<PageOptions> = async (app, { library, site }) => {
  const schema = { params: Named, querystring: Compared }

  app.get('/prompts/:name/diff', { schema }, async (request, reply) => {
    const prompt = await library.get(request.params.name)
    const elsewhere = leadToCurrentName(request, reply, prompt)
    if (elsewhere) return elsewhere
    const { name, latest } = prompt
    const { query } = request
    const { to = latest, view = 'source', layout = 'unified' } = query
    const { from = Math.max(to - 1, 1) } = query
    const values = typedValues(readFields(query))
    const rendered = view === 'rendered'
    const [older, newer, diff] = await Promise.all([
      library.compose(name, { version: from }),
      library.compose(name, { version: to }),
      library.diff(name, { from, to, rendered, arguments: values }),
    ])
    const content = {
      prompt,
      choice: { from, to, view, layout, values },
      diff,
      messages: rendered ? null : newer.prompt.version.messages,
      variables: variablesOfBoth(older, newer),
    }
    return sendHtml(reply, diffPage(site, content))
  })
}
