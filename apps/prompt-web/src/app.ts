import { mcpUrlOf } from '@promptbin/config'
import { createServiceApp, type ServiceAppOptions, valueNow } from '@promptbin/service'
import type { FastifyInstance } from 'fastify'
import { personalLibrary } from './library/personal/personal-library.ts'
import type { Logins } from './logins/create-logins.ts'
import { pages } from './pages/pages.ts'
import { type ApiOptions, api } from './routes/api.ts'
import { describeApi } from './routes/document/open-api.ts'

/** Room for the longest prompt (512 Ki characters) in any script. */
const bodyLimitBytes = 1024 * 1024

/** What prompt-web is built from. */
export interface AppOptions
  extends Omit<ServiceAppOptions, 'bodyLimitBytes' | 'authentication' | 'allowedHosts'>,
    Omit<ApiOptions, 'logins'> {
  readonly logins: Logins
  /** What people are told while nothing is to be changed, else null. */
  readonly maintenance?: () => string | null
  /** Whether the library is damaged, so that it is only read. */
  readonly isDamaged?: () => boolean
}

/** Builds prompt-web: the REST API and the pages over one library. It does not listen yet. */
export async function createApp({
  library: everything,
  logins,
  config,
  instanceKey,
  storeLoad,
  maintenance,
  isDamaged,
  ...service
}: AppOptions): Promise<FastifyInstance> {
  const app = await createServiceApp({
    ...service,
    bodyLimitBytes,
    authentication: logins.authentication,
    allowedHosts: logins.allowedHosts,
  })
  const library = personalLibrary(everything)
  await describeApi(app)
  await app.register(api, { library, logins: logins.operations, config, instanceKey, storeLoad })
  await app.register(pages, {
    library,
    logins: logins.operations,
    isLoginRequired: logins.isRequired,
    mcpUrl: mcpUrlOf(valueNow(config)),
    ...(maintenance && { maintenance }),
    ...(isDamaged && { isDamaged }),
  })
  return app
}
