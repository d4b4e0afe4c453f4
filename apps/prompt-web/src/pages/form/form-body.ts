import type { FastifyInstance, FastifyRequest } from 'fastify'
import { formTooLarge } from '../../errors.ts'
import { othersTurn } from '../../in-turns.ts'
import { readForm } from './fields/read-form.ts'

/**
 * The longest text that the API takes within its 1 MiB. A form needs up to three bytes for one of
 * a text that is not plain English.
 */
const bodyLimit = 3 * 1024 * 1024

/** Reading more takes so long that others have their turn before anything is done with it. */
const longBody = 32 * 1024

/** As many fields as the form of the largest prompt has, and some more. */
const maxFields = 30_000

/** Has the routes of an app take forms as browsers send them. PB_FORM_TOO_LARGE is for too many fields. */
export function takeForms(app: FastifyInstance): void {
  app.addContentTypeParser<Buffer>(
    'application/x-www-form-urlencoded',
    { parseAs: 'buffer', bodyLimit },
    async (_request: FastifyRequest, body: Buffer) => {
      const form = readForm(body, maxFields)
      if (form === undefined) throw formTooLarge()
      if (body.length > longBody) await othersTurn()
      return form
    },
  )
}
