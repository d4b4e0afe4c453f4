import { type Load, loadWhile } from './load.ts'
import type { SupervisedServer } from './supervised-server.ts'

const requests = 30_000

/** Spread over the requests. */
const reloads = 3

/** What came of reloads under load. */
export interface Reloads extends Load {
  readonly reloads: number
}

/** Reloads some times while 30,000 requests are being sent. */
export async function reloadUnderLoad(
  server: SupervisedServer,
  keepAlive: boolean,
): Promise<Reloads> {
  await server.whenWhole()
  const load = await loadWhile({
    url: server.url,
    requests,
    keepAlive,
    meanwhile: async (progress) => {
      for (let reload = 1; reload <= reloads; reload++) {
        await progress.whenSent((requests * reload) / (reloads + 1))
        await server.reload()
      }
    },
  })
  return { ...load, reloads }
}
