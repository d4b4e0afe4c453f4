import { createServiceApp, type ServiceAppOptions } from '@promptbin/service'
import type { FastifyInstance } from 'fastify'
import type { Library } from './library/library.ts'
import { pages } from './pages/pages.ts'
import { importing } from './routes/import.ts'
import { prompts } from './routes/prompts.ts'
import { render } from './routes/render.ts'
import { stats } from './routes/stats.ts'
import { versions } from './routes/versions.ts'

/** Room for the longest prompt (512 Ki characters) in any script. */
const bodyLimitBytes = 1024 * 1024

/** What prompt-web is built from. */
export interface AppOptions extends Omit<ServiceAppOptions, 'bodyLimitBytes'> {
  readonly library: Library
  /** The address that people give to their AI clients. */
  readonly mcpUrl: string
}

/** Builds prompt-web: the REST API and the pages over one library. It does not listen yet. */
export async function createApp({
  library,
  mcpUrl,
  ...service
}: AppOptions): Promise<FastifyInstance> {
  const app = await createServiceApp({ ...service, bodyLimitBytes })
  await app.register(prompts, { library })
  await app.register(versions, { library })
  await app.register(render, { library })
  await app.register(importing, { library })
  await app.register(stats, { library })
  await app.register(pages, { library, mcpUrl })
  return app
}
