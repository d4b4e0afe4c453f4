import type { FastifyPluginAsync } from 'fastify'
import { previewPanel } from '../../views/preview/preview-panel.ts'
import { readFields } from '../form/fields/form-fields.ts'
import { readPromptForm } from '../form/prompt-form.ts'
import { sendHtml } from '../html-answers.ts'
import type { PageOptions } from '../page-options.ts'
import { previewOfForm } from './preview-of-form.ts'

/** The part of the editor that htmx brings anew while somebody writes. It changes nothing. */
export const previewPages: FastifyPluginAsync<PageOptions> = async (app, { library }) => {
  app.post('/prompts/preview', { config: { access: 'prompts:read' } }, async (request, reply) => {
    const { values, tried } = readPromptForm(request.body)
    const name = readFields(request.body).get('editing')
    const preview = await previewOfForm(library, values, { name, tried })
    return sendHtml(reply, previewPanel(preview))
  })
}
