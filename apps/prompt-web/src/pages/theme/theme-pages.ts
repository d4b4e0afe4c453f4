import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { themeCookie, themeNamed } from '@promptbin/styles'
import { backAddress } from '../back-address.ts'
import { readFields } from '../form/fields/form-fields.ts'
import type { PageOptions } from '../page-options.ts'

/** The choice of colours, for browsers without scripts. */
export const themePages: FastifyPluginAsyncTypebox<PageOptions> = async (app) => {
  app.post('/theme', { config: { access: 'anybody' } }, async (request, reply) => {
    const theme = themeNamed(readFields(request.body).get('theme'))
    return reply.header('set-cookie', themeCookie(theme)).redirect(backAddress(request, {}), 303)
  })
}
