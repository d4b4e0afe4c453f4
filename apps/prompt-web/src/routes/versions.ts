import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Library } from '../library/library.ts'
import { NamedPrompt, promptPath, VersionNumber } from './parameters.ts'

const NamedVersion = Type.Object({ ...NamedPrompt.properties, n: VersionNumber })

/** The history of a prompt: what was saved, and each state with its text. */
export const versions: FastifyPluginAsyncTypebox<{ readonly library: Library }> = async (
  app,
  { library },
) => {
  app.get(`${promptPath}/versions`, { schema: { params: NamedPrompt } }, ({ params }) =>
    library.versions(params.name),
  )

  app.get(`${promptPath}/versions/:n`, { schema: { params: NamedVersion } }, ({ params }) =>
    library.version(params.name, params.n),
  )
}
