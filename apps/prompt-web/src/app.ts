import { mcpUrlOf } from '@promptbin/config'
import { createServiceApp, type ServiceAppOptions, valueNow } from '@promptbin/service'
import type { FastifyInstance } from 'fastify'
import { pages } from './pages/pages.ts'
import { type ApiOptions, api } from './routes/api.ts'
import { describeApi } from './routes/document/open-api.ts'

/** Room for the longest prompt (512 Ki characters) in any script. */
const bodyLimitBytes = 1024 * 1024

/** What prompt-web is built from. */
export interface AppOptions extends Omit<ServiceAppOptions, 'bodyLimitBytes'>, ApiOptions {
  /** What people are told while nothing is to be changed, else null. */
  readonly maintenance?: () => string | null
}

/** Builds prompt-web: the REST API and the pages over one library. It does not listen yet. */
export async function createApp({
  library,
  config,
  instanceKey,
  storeLoad,
  maintenance,
  ...service
}: AppOptions): Promise<FastifyInstance> {
  const app = await createServiceApp({ ...service, bodyLimitBytes })
  await describeApi(app)
  await app.register(api, { library, config, instanceKey, storeLoad })
  await app.register(pages, {
    library,
    mcpUrl: mcpUrlOf(valueNow(config)),
    ...(maintenance && { maintenance }),
  })
  return app
}
