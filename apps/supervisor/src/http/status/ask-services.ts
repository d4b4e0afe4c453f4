import { askJson } from '@promptbin/service'
import type { ProcessSnapshot } from '../../supervision/service-control.ts'

/** Services answer this from memory. */
const deadlineMs = 1_000

/**
 * What each service answers at the path, by its name; `{ problem }` of one that does not. Of several
 * workers it is the one that takes the connection.
 */
export async function askServices(
  path: string,
  processes: readonly Pick<ProcessSnapshot, 'service' | 'url'>[],
): Promise<Readonly<Record<string, unknown>>> {
  const urls = new Map(processes.map(({ service, url }) => [service, url]))
  const answers = [...urls].map(async ([service, url]) => [service, await ask(`${url}${path}`)])
  return Object.fromEntries(await Promise.all(answers))
}

async function ask(url: string): Promise<unknown> {
  try {
    const { status, body } = await askJson(url, { deadlineMs })
    return status === 200 ? body : { problem: `it answers with status ${status}` }
  } catch (error) {
    return { problem: (Object(error) as NodeJS.ErrnoException).code ?? 'no answer in time' }
  }
}
