import type { Origins } from '../origins/origin.ts'
import type { Given } from '../sources/given.ts'
import { urlHost } from '../urls/url-host.ts'
import type { Values } from '../values.ts'

/** Sets what follows from other settings where nobody has given it, and says what it follows. */
export function followValues(values: Values, given: readonly Given[]): Origins {
  return { ...followWeb(values, given), ...followWorkers(values, given) }
}

/** A gateway that is told nothing else expects prompt-web where this configuration puts it. */
function followWeb(values: Values, given: readonly Given[]): Origins {
  if (given.some(({ setting }) => setting.key === 'mcp.web_url')) return {}
  const host = urlHost(String(values.get('web.host')))
  const port = values.get('web.port')
  values.set('mcp.web_url', `http://${host}:${port}`)
  return { 'mcp.web_url': { kind: 'derived', source: 'web.host and web.port' } }
}

/** Several gateway processes cannot share a session, so unless told otherwise they have none. */
function followWorkers(values: Values, given: readonly Given[]): Origins {
  if (given.some(({ setting }) => setting.key === 'mcp.legacy')) return {}
  if (Number(values.get('mcp.workers')) <= 1) return {}
  values.set('mcp.legacy', 'stateless')
  return { 'mcp.legacy': { kind: 'derived', source: 'mcp.workers' } }
}
