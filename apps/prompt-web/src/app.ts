import { createServiceApp, type ServiceAppOptions } from '@promptbin/service'
import type { FastifyInstance } from 'fastify'
import type { Library } from './library/library.ts'
import { importing } from './routes/import.ts'
import { prompts } from './routes/prompts.ts'
import { render } from './routes/render.ts'
import { stats } from './routes/stats.ts'
import { versions } from './routes/versions.ts'

/** Room for the longest prompt (512 Ki characters) in any script. */
const bodyLimitBytes = 1024 * 1024

/**
 * Only delay is overload here: an import keeps the loop busy all the time, and yet every other
 * request is answered at once.
 */
const pressureLimits = { maxEventLoopDelayMs: 100, maxEventLoopUtilization: 0 }

/** Builds prompt-web: the REST API and the pages over one library. It does not listen yet. */
export async function createApp({
  library,
  ...service
}: Omit<ServiceAppOptions, 'bodyLimitBytes'> & {
  readonly library: Library
}): Promise<FastifyInstance> {
  const app = await createServiceApp({ pressureLimits, ...service, bodyLimitBytes })
  await app.register(prompts, { library })
  await app.register(versions, { library })
  await app.register(render, { library })
  await app.register(importing, { library })
  await app.register(stats, { library })
  return app
}
